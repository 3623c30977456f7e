import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '@/server/trpc/root'

type Answers = inferRouterOutputs<AppRouter>['campaign']
export type CampaignRow = Answers['list']['rows'][number]
export type CampaignDetail = Answers['get']
export type CampaignNote = Answers['check'][number]
export type CalendarAnswer = Answers['calendar']
