import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { realOrdersProgram } from '@/db/testing/real-orders'
import { importFile } from '@/server/import/import-file'
import { importOf, viewImport } from '@/server/import/reads'
import { startImport } from '@/server/import/start-import'
import { uploadFile } from '@/server/import/upload-file'
import { totals } from '@/server/report/sum-totals'

testDatabase()
const ROWS = 6_000
const workers: ChildProcess[] = []
afterEach(() => {
  for (const worker of workers) worker.kill('SIGKILL')
})

function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', 'server/jobs/worker.ts'], {
    env: process.env,
    stdio: 'ignore',
  })
  workers.push(worker)
  return worker
}

// Half a minute of silence is what it waits for: `npm run night -- killed-worker`.
test.skipIf(process.env.RUNGS_NIGHT !== '1')(
  'an import whose worker is killed goes on in another within a minute, and counts each row once',
  { timeout: 180_000 },
  async () => {
    const { scope } = await mintTenant({ currency: 'GBP', timeZone: 'Europe/London', program: realOrdersProgram })
    const members = ['member', ...Array.from({ length: 400 }, (_, i) => `M${i}`)]
    await importFile(scope, { subject: 'members', fileName: 'm.csv', bytes: Buffer.from(members.join('\n')) })
    const orders = ['order no,member,amount,paid at', ...Array.from({ length: ROWS }, (_, i) => `N${i},M${i % 400},1.00,2026-01-01 10:00`)]
    const { id } = await uploadFile(scope, { subject: 'orders', fileName: 'o.csv', bytes: Buffer.from(orders.join('\n')) })
    const worker = startWorker()
    await startImport(scope, { importId: id, plan: (await importOf(scope, id)).mapping.plan })
    while ((await viewImport(scope, id)).rowsDone === 0) await wait(20)
    worker.kill('SIGKILL')
    const killed = performance.now()
    const { rowsDone } = await viewImport(scope, id)
    expect(rowsDone).toBeLessThan(ROWS)
    startWorker()
    while ((await viewImport(scope, id)).rowsDone === rowsDone) {
      expect(performance.now() - killed).toBeLessThan(60_000)
      await wait(200)
    }
    while ((await viewImport(scope, id)).status === 'running') await wait(200)
    expect(await importOf(scope, id)).toMatchObject({ status: 'done', counts: { rows: ROWS, orders: ROWS } })
    expect((await totals(scope)).orders).toBe(ROWS)
  },
)
