import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintStore, mintTenant } from '@/db/testing/mint'
import { realOrdersProgram } from '@/db/testing/real-orders'
import { appPool } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { totals } from '@/server/report/sum-totals'
import { checkImport } from './check-import'
import { importFile } from './import-file'
import { pauseImport } from './pause-import'
import { problemsCsv } from './problems-csv'
import { importOf, listProblems, previewImport, viewImport } from './reads'
import { repeatImport } from './repeat-import'
import { resumeImport } from './resume-import'
import { runImport } from './run-import'
import { startImport } from './start-import'
import { uploadFile } from './upload-file'

const database = testDatabase()
const mint = () => mintTenant({ currency: 'GBP', timeZone: 'Europe/London', program: realOrdersProgram })

/** 示例 in GBK. */
const GBK = Buffer.from([0xca, 0xbe, 0xc0, 0xfd])

const manyOrders = (count: number): Buffer =>
  Buffer.from(
    [
      'order no,member,amount,paid at',
      ...Array.from(
        { length: count },
        (_, i) => `N${i},M${i % 7},${(i % 50) + 1}.00,2026-01-${String((i % 28) + 1).padStart(2, '0')} 10:00`,
      ),
    ].join('\n'),
  )
const sevenMembers = Buffer.from(['member', ...Array.from({ length: 7 }, (_, i) => `M${i}`)].join('\n'))

async function upload(scope: TenantScope, subject: 'members' | 'orders', bytes: Buffer) {
  const { id } = await uploadFile(scope, { subject, fileName: 'file.csv', bytes })
  return { id, plan: (await importOf(scope, id)).mapping.plan }
}

describe('reading files', () => {
  const header = Buffer.from('member,name\n')
  test.each([
    ['UTF-8', Buffer.from('member,name\nA,示例\n'), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from('\uFEFFmember,name\nA,示例\n'), 'utf-8'],
    ['GBK', Buffer.concat([header, Buffer.from('A,'), GBK, Buffer.from('\n')]), 'gb18030'],
    ['GBK, compressed', gzipSync(Buffer.concat([header, Buffer.from('A,'), GBK, Buffer.from('\n')])), 'gb18030'],
    ['UTF-16 of a spreadsheet', Buffer.from('\uFEFFmember\tname\nA\t示例\n', 'utf16le'), 'utf-16le'],
    ['semicolons', Buffer.from('member;name\nA;示例\n'), 'utf-8'],
  ])('%s', async (_, bytes, encoding) => {
    const { scope } = await mint()
    const { id, plan } = await upload(scope, 'members', bytes)
    expect((await importOf(scope, id)).mapping.form.encoding).toBe(encoding)
    expect(plan.columns).toEqual({ member: 0, name: 1 })
    expect((await previewImport(scope, id)).rows).toEqual([['A', '示*']])
    await startImport(scope, { importId: id, plan }, 'here')
    expect(await runImport(scope, id)).toBe('done')
    expect((await importOf(scope, id)).counts).toEqual({ rows: 1, membersNew: 1 })
  })

  test('the file is sealed where it is kept', async () => {
    const { scope, tenantId } = await mint()
    await upload(scope, 'members', Buffer.from('member,name\nSECRET-7,示例名\n'))
    const [row] = await database.owner<{ sealed: Buffer }[]>`select sealed from import_files where tenant_id = ${tenantId}`
    expect(row?.sealed.includes('SECRET-7')).toBe(false)
  })

  test.each([
    ['nothing', Buffer.alloc(0), 'import.empty_file'],
    ['a header alone', Buffer.from('member,name\n'), 'import.empty_file'],
    ['a spreadsheet', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'import.spreadsheet'],
    ['a picture', Buffer.from([0x89, 0x50, 0, 0, 0, 1]), 'import.not_text'],
    ['a broken archive', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]), 'import.broken_archive'],
  ])('refused: %s', async (_, bytes, code) => {
    const { scope } = await mint()
    await expect(uploadFile(scope, { subject: 'members', fileName: 'f', bytes })).rejects.toMatchObject({ code })
  })
})

describe('trying out', () => {
  test('says what would happen and does nothing', async () => {
    const { scope } = await mint()
    await importFile(scope, { subject: 'members', fileName: 'm.csv', bytes: sevenMembers })
    const { id, plan } = await upload(
      scope,
      'orders',
      Buffer.from(
        [
          '订单号,会员编号,实付金额,下单时间,类型',
          'A1,M0,10.005,2026-01-01 10:00,销售',
          'A1,M0,10.005,2026-01-01 10:00,销售',
          'A1,M0,11,2026-01-01 10:00,销售',
          'R1,M1,-5,2026-01-02,退款',
          'A2,nobody,10,2026-01-01,销售',
          'A3,M2,ten,2026-01-01,销售',
          'A4,M2,10,soon,销售',
          '',
          'A5,M2,10,2999-01-01,销售',
        ].join('\n'),
      ),
    )
    const found = await checkImport(scope, { importId: id, plan })
    expect(found).toMatchObject({ rows: 8, orders: 1, refunds: 1, duplicates: 1, refused: 5, rounded: 1, gross: 1001, back: 500 })
    expect(found.problems.map(({ rowNo, column, code }) => [rowNo, column, code])).toEqual([
      [4, '订单号', 'event.order_differs'],
      [6, '会员编号', 'event.unknown_member'],
      [7, '实付金额', 'import.amount'],
      [8, '下单时间', 'import.date'],
      [10, '下单时间', 'event.too_far_ahead'],
    ])
    expect(await totals(scope)).toMatchObject({ orders: 0, members: 7 })

    // The run itself comes to the same.
    await startImport(scope, { importId: id, plan }, 'here')
    await runImport(scope, id)
    expect((await importOf(scope, id)).counts).toEqual({ rows: 8, orders: 1, refunds: 1, duplicates: 1, refused: 5, rounded: 1 })
    const { rows } = await listProblems(scope, { importId: id, page: 1, size: 50 })
    expect(rows.map(({ rowNo, code }) => [rowNo, code])).toEqual(found.problems.map(({ rowNo, code }) => [rowNo, code]))
  })

  test('members: new, known, and those that cannot stand', async () => {
    const { scope } = await mint()
    const store = await mintStore(scope)
    await importFile(scope, { subject: 'members', fileName: 'm.csv', bytes: sevenMembers })
    const file = Buffer.from(
      `member,phone,store,joined\nM0,,,\nnew,,${store.code},2020-02-30\nnew2,12,,\nnew3,,nowhere,\n,,,x\nnew4,,${store.code},2020-02-29\n`,
    )
    const { id, plan } = await upload(scope, 'members', file)
    expect(await checkImport(scope, { importId: id, plan })).toMatchObject({ rows: 6, newMembers: 1, knownMembers: 1, refused: 4 })
    const done = await importFile(scope, { subject: 'members', fileName: 'm.csv', bytes: file })
    expect(done.counts).toEqual({ rows: 6, membersNew: 1, membersKnown: 1, refused: 4 })
  })
})

describe('running', () => {
  test('goes on behind the last settled row after a pause, and counts every row once', async () => {
    const { scope } = await mint()
    await importFile(scope, { subject: 'members', fileName: 'm.csv', bytes: sevenMembers })
    const { id, plan } = await upload(scope, 'orders', manyOrders(2_500))
    await startImport(scope, { importId: id, plan }, 'here')
    let stops = 0
    const paused = await runImport(scope, id, {
      onProgress: () => (stops++ === 0 ? void pauseImport(scope, { importId: id }) : undefined),
      stopping: () => false,
    })
    if (paused === 'paused') await resumeImport(scope, { importId: id })
    expect(await runImport(scope, id)).toBe('done')
    expect((await importOf(scope, id)).counts).toEqual({ rows: 2_500, orders: 2_500 })
    expect((await totals(scope)).orders).toBe(2_500)
  })

  test('cut off between two batches, or run twice at once, has the same effect and the same counts', async () => {
    const { scope } = await mint()
    await importFile(scope, { subject: 'members', fileName: 'm.csv', bytes: sevenMembers })
    const { id, plan } = await upload(scope, 'orders', manyOrders(3_200))
    await startImport(scope, { importId: id, plan }, 'here')
    // Put down after the first batch, as by a worker that goes down: it still says it is running.
    expect(await runImport(scope, id, { stopping: () => true })).toBe('running')
    expect((await viewImport(scope, id)).rowsDone).toBe(1_000)
    await Promise.all([runImport(scope, id), runImport(scope, id)])
    expect(await importOf(scope, id)).toMatchObject({ status: 'done', rowsDone: 3_200, counts: { rows: 3_200, orders: 3_200 } })
    expect((await totals(scope)).orders).toBe(3_200)
  })

  test('cut off inside a batch leaves neither its rows nor its mark', async () => {
    const { scope } = await mint()
    await importFile(scope, { subject: 'members', fileName: 'm.csv', bytes: sevenMembers })
    const { id, plan } = await upload(scope, 'orders', manyOrders(1_500))
    await startImport(scope, { importId: id, plan }, 'here')
    const [held] = await database.owner<{ pid: number }[]>`select pg_backend_pid() as pid`
    expect(held).toBeDefined()
    // The server ends every connection of the application in the middle of it.
    const running = runImport(scope, id).catch(() => 'cut off')
    await database.owner`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'rungs_app' and state <> 'idle' and query like '%events%'`
    await running
    await appPool()`select 1`.catch(() => null)
    expect(await runImport(scope, id)).toBe('done')
    expect((await importOf(scope, id)).counts).toEqual({ rows: 1_500, orders: 1_500 })
    expect((await totals(scope)).orders).toBe(1_500)
  })

  test('repeated changes nothing and tries refused rows again', async () => {
    const { scope } = await mint()
    await importFile(scope, { subject: 'members', fileName: 'm.csv', bytes: Buffer.from('member\nM0\n') })
    const { id, plan } = await upload(
      scope,
      'orders',
      Buffer.from('order no,member,amount,paid at\nA,M0,1,2026-01-01\nB,M1,1,2026-01-01\n'),
    )
    await startImport(scope, { importId: id, plan }, 'here')
    await runImport(scope, id)
    expect((await importOf(scope, id)).counts).toEqual({ rows: 2, orders: 1, refused: 1 })
    await importFile(scope, { subject: 'members', fileName: 'm.csv', bytes: Buffer.from('member\nM1\n') })
    await repeatImport(scope, { importId: id })
    await runImport(scope, id)
    expect((await importOf(scope, id)).counts).toEqual({ rows: 2, orders: 1, duplicates: 1 })
    expect(await listProblems(scope, { importId: id, page: 1, size: 10 })).toEqual({ rows: [], total: 0 })
  })

  test('history may count for tiers without earning points', async () => {
    const { scope } = await mint()
    await importFile(scope, { subject: 'members', fileName: 'm.csv', bytes: sevenMembers })
    await importFile(scope, { subject: 'orders', fileName: 'o.csv', bytes: manyOrders(50), choices: { earns: false } })
    expect(await totals(scope)).toMatchObject({ orders: 50, pointsIssued: 0 })
  })

  test('the list of problems is a table that no spreadsheet takes for formulas', async () => {
    const { scope } = await mint()
    const { id, plan } = await upload(scope, 'orders', Buffer.from('order no,member,=amount,paid at\nA,M0,=1+1,2026-01-01\n'))
    await startImport(scope, { importId: id, plan: { ...plan, columns: { ...plan.columns, amount: 2 } } }, 'here')
    await runImport(scope, id)
    let text = ''
    for await (const part of problemsCsv(scope, id, {
      header: ['row', 'column', 'reason'],
      reason: (_, details) => String(details.value ?? ''),
    }))
      text += part
    expect(text).toBe("\uFEFFrow,column,reason\n2,'=amount,'=1+1\n")
  })
})
