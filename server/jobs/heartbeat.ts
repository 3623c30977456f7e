import { jobsPool } from '@/server/platform/database'
import { log, traceOf } from '@/server/platform/log'

const BEAT_MS = 5_000
const SILENT_SECONDS = 30

/**
 * Says every few seconds that this worker lives, and gives the jobs of workers that have fallen silent to whoever is
 * free: a worker that was killed loses no job. Answers how to stop.
 */
export function keepHeartbeat(workerId: string): () => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  const beat = () => {
    last = seen(workerId).catch((error) => log.error({ error: traceOf(error) }, 'heartbeat failed'))
  }
  beat()
  const timer = setInterval(beat, BEAT_MS)
  return async () => {
    clearInterval(timer)
    await last
    await jobsPool()`delete from worker_heartbeats where worker_id = ${workerId}`
  }
}

async function seen(workerId: string): Promise<void> {
  const sql = jobsPool()
  await sql`
    insert into worker_heartbeats (worker_id, seen_at) values (${workerId}, clock_timestamp())
    on conflict (worker_id) do update set seen_at = excluded.seen_at`
  await sql`delete from worker_heartbeats where seen_at < clock_timestamp() - make_interval(secs => ${SILENT_SECONDS})`
  const silent = await sql<{ id: string }[]>`
    select distinct j.locked_by as id from graphile_worker.jobs j
    left join worker_heartbeats h on h.worker_id = j.locked_by
    where j.locked_by is not null and h.worker_id is null and j.locked_at < clock_timestamp() - make_interval(secs => ${SILENT_SECONDS})`
  if (silent.length === 0) return
  await sql`select graphile_worker.force_unlock_workers(${silent.map((row) => row.id)}::text[])`
  log.warn({ workers: silent.length }, 'jobs of silent workers are free again')
}
