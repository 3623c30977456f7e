import { accountRouter } from '@/server/account/router'
import { auditRouter } from '@/server/audit/router'
import { benefitRouter } from '@/server/benefit/router'
import { campaignRouter } from '@/server/campaign/router'
import { checkoutRouter } from '@/server/checkout/router'
import { counterRouter } from '@/server/counter/router'
import { couponRouter } from '@/server/coupon/router'
import { fieldRouter } from '@/server/field/router'
import { growthRouter } from '@/server/growth/router'
import { importRouter } from '@/server/import/router'
import { keyRouter } from '@/server/key/router'
import { ladderRouter } from '@/server/ladder/router'
import { memberRouter } from '@/server/member/router'
import { pointsRouter } from '@/server/points/router'
import { programRouter } from '@/server/program/router'
import { reportRouter } from '@/server/report/router'
import { rewardRouter } from '@/server/reward/router'
import { storeRouter } from '@/server/store/router'
import { teamRouter } from '@/server/team/router'
import { tenantRouter } from '@/server/tenant/router'
import { router } from './init'

/** Every procedure of the console, one router a word. */
export const appRouter = router({
  program: programRouter,
  points: pointsRouter,
  ladder: ladderRouter,
  benefit: benefitRouter,
  campaign: campaignRouter,
  checkout: checkoutRouter,
  counter: counterRouter,
  coupon: couponRouter,
  reward: rewardRouter,
  field: fieldRouter,
  growth: growthRouter,
  account: accountRouter,
  audit: auditRouter,
  import: importRouter,
  key: keyRouter,
  member: memberRouter,
  report: reportRouter,
  store: storeRouter,
  team: teamRouter,
  tenant: tenantRouter,
})

export type AppRouter = typeof appRouter
