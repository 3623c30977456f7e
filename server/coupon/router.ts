import { router } from '@/server/trpc/init'

export const couponRouter = router({})
