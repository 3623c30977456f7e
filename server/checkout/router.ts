import { router } from '@/server/trpc/init'

export const checkoutRouter = router({})
