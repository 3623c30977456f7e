import { accountRouter } from '@/server/account/router'
import { auditRouter } from '@/server/audit/router'
import { fieldRouter } from '@/server/field/router'
import { growthRouter } from '@/server/growth/router'
import { importRouter } from '@/server/import/router'
import { keyRouter } from '@/server/key/router'
import { ladderRouter } from '@/server/ladder/router'
import { memberRouter } from '@/server/member/router'
import { pointsRouter } from '@/server/points/router'
import { programRouter } from '@/server/program/router'
import { reportRouter } from '@/server/report/router'
import { storeRouter } from '@/server/store/router'
import { teamRouter } from '@/server/team/router'
import { tenantRouter } from '@/server/tenant/router'
import { router } from './init'

/** Every procedure of the console, one router a word. */
export const appRouter = router({
  program: programRouter,
  points: pointsRouter,
  ladder: ladderRouter,
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
