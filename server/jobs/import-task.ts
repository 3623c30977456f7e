import type { Task } from 'graphile-worker'
import * as z from 'zod'
import { failImport } from '@/server/import/fail-import'
import { runImport } from '@/server/import/run-import'
import { log, traceOf } from '@/server/platform/log'
import { Refusal } from '@/server/platform/refusal'
import { asTenantId, systemScope } from '@/server/platform/scope'

const Payload = z.object({ tenantId: z.uuid(), importId: z.uuid() })

/** After so many tries in a row that brought nothing, a person has to look. */
const TRIES = 6

/** Runs one import to its end. Killed or out of the database's reach, it is tried again and goes on where it was. */
export const importTask: Task = async (payload, helpers) => {
  const { tenantId, importId } = Payload.parse(payload)
  const scope = systemScope(asTenantId(tenantId), `import:${importId}`)
  try {
    const status = await runImport(scope, importId, { stopping: () => helpers.abortSignal?.aborted === true })
    // The worker is going down: whoever takes the job next goes on behind the last settled row.
    if (status === 'running') throw new Error('import put down')
  } catch (error) {
    const hopeless = error instanceof Refusal || helpers.job.attempts >= TRIES
    if (!hopeless) throw error
    log.error({ importId, error: traceOf(error) }, 'import failed')
    await failImport(scope, { importId, reason: error instanceof Refusal ? error.code : 'import.unexpected' })
  }
}
