import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '@/server/trpc/root'

type Answers = inferRouterOutputs<AppRouter>['campaign']
export type ForecastAnswer = Answers['forecast']
export type EffectAnswer = NonNullable<Answers['effect']>
