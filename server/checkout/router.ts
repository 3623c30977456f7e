import { router, tenantProcedure } from '@/server/trpc/init'
import { readCheckoutPolicy } from './reads'
import { CheckoutPolicyChange, updateCheckoutPolicy } from './update-checkout-policy'

export const checkoutRouter = router({
  policy: tenantProcedure.query(({ ctx }) => readCheckoutPolicy(ctx.scope)),
  updatePolicy: tenantProcedure.input(CheckoutPolicyChange).mutation(({ ctx, input }) => updateCheckoutPolicy(ctx.scope, input)),
})
