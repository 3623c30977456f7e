import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '@/server/trpc/root'

type Answers = inferRouterOutputs<AppRouter>['coupon']
export type TemplateLine = Answers['list']['rows'][number]
export type TemplateDetail = Answers['get']
export type CouponLine = Answers['coupons']['rows'][number]
export type BatchView = Answers['batches'][number]
export type CodeBatchView = Answers['codeBatches'][number]
