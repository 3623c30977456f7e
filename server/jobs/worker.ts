import { EventEmitter } from 'node:events'
import { Logger, parseCrontab, run, type WorkerEvents } from 'graphile-worker'
import { closePools } from '@/server/platform/database'
import { setting } from '@/server/platform/env'
import { log } from '@/server/platform/log'
import { keepHeartbeat } from './heartbeat'
import { schedule, tasks } from './tasks'

// Payloads and messages of jobs stay out of the log: only what the queue itself says of them.
const logger = new Logger((scope) => (level, message, meta) => {
  if (level === 'debug') return
  log[level === 'warning' ? 'warn' : level](
    { job: scope.jobId, task: scope.taskIdentifier, ms: meta?.duration },
    level === 'error' ? 'job failed' : message,
  )
})

const events: WorkerEvents = new EventEmitter()
let stopHeartbeat: (() => Promise<void>) | undefined
events.on('pool:create', ({ workerPool }) => {
  stopHeartbeat ??= keepHeartbeat(workerPool.id)
})

const runner = await run({
  connectionString: setting('JOBS_DATABASE_URL'),
  concurrency: Number(process.env.RUNGS_WORKERS ?? 2),
  pollInterval: 1_000,
  taskList: tasks,
  parsedCronItems: parseCrontab(schedule.join('\n')),
  logger,
  events,
})
log.info('worker ready')

// The runner ends itself on SIGTERM, after the jobs at hand.
await runner.promise
await stopHeartbeat?.()
await closePools()
