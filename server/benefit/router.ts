import { router } from '@/server/trpc/init'

export const benefitRouter = router({})
