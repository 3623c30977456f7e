import { router } from '@/server/trpc/init'

export const counterRouter = router({})
