import { router } from '@/server/trpc/init'

export const rewardRouter = router({})
