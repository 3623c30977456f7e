import { Logger, runOnce } from 'graphile-worker'
import { lookForCampaigns } from '@/server/jobs/campaign-task'
import { lookForReferrals } from '@/server/jobs/referral-task'
import { tasks } from '@/server/jobs/tasks'
import { closePools } from '@/server/platform/database'
import { setting } from '@/server/platform/env'

// A worker whose clock is set by whoever started it: told an instant, it does all that is due then and says so.
const RealDate = Date
let moved = RealDate.now()
globalThis.Date = class extends RealDate {
  constructor(...given: ConstructorParameters<typeof Date> | []) {
    super(...((given.length === 0 ? [moved] : given) as ConstructorParameters<typeof Date>))
  }
  static override now = () => moved
} as DateConstructor

// Of the queue's own words only what went wrong.
const logger = new Logger(() => (level, message) => {
  if (level === 'error') console.error(message)
})

process.on('message', (instant: number) => {
  moved = instant
  void work().then(
    () => process.send?.('done'),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})

async function work(): Promise<void> {
  await lookForCampaigns()
  await lookForReferrals()
  await runOnce({ connectionString: setting('JOBS_DATABASE_URL'), taskList: tasks, concurrency: 2, noHandleSignals: true, logger })
}

process.on('disconnect', () => void closePools().then(() => process.exit(0)))
process.send?.('ready')
