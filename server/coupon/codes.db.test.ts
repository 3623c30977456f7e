import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { registerMembers } from '@/server/member/register-members'
import type { Refusal } from '@/server/platform/refusal'
import { aTemplate } from '@/server/trpc/fixtures/coupon'
import { createCodes, listCodeBatches, withdrawCodes } from './codes'
import { codesCsv } from './codes-csv'
import { setTemplateState } from './set-template-state'
import { takeCode } from './take-code'

const database = testDatabase()
const words = { header: ['券码', '状态', '使用时间', '会员编号'], open: '未使用', taken: '已使用', withdrawn: '已作废' }
const byCode = { offer: { way: 'code' } } as const
const code = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: Refusal) => error.code,
  )
const fileOf = async (...of: Parameters<typeof codesCsv>) => {
  let text = ''
  for await (const part of codesCsv(...of)) text += part
  return text.trimEnd().split('\n')
}

test('a hundred thousand codes are all different, and none has letters that look alike', { timeout: 120_000 }, async () => {
  const { scope, tenantId } = await mintTenant()
  const templateId = await aTemplate({ scope }, byCode)
  const { id } = await createCodes(scope, { templateId, name: '示例', count: 100_000 })
  const [row] = await database.owner<{ n: number; sound: number; first: number; last: number }[]>`
    select count(*)::int as n, (count(*) filter (where code ~ '^[A-HJKMNP-Z2-9]{12}$'))::int as sound, min(place)::int as first, max(place)::int as last
    from coupon_codes where tenant_id = ${tenantId} and batch_id = ${id}`
  expect(row).toEqual({ n: 100_000, sound: 100_000, first: 1, last: 100_000 })
})

test('the file of a batch tells who used which code, opens without formulas, and who asked for it is written down', async () => {
  const { scope, tenantId, userId } = await mintTenant()
  await registerMembers(scope, [{ code: '=1+1', joinedAt: '2026-01-01T00:00:00Z' }])
  const templateId = await aTemplate({ scope }, byCode)
  const { id } = await createCodes(scope, { templateId, name: '公众号推文', count: 3 })
  const rows = await database.owner<{ code: string }[]>`select code from coupon_codes where tenant_id = ${tenantId} order by place`
  const [first = '', second = '', third = ''] = rows.map((row) => row.code)
  await takeCode(scope, { member: '=1+1', code: second, requestKey: 'k' })
  const file = await fileOf(scope, id, words)
  expect(file[0]).toBe('\uFEFF券码,状态,使用时间,会员编号')
  expect([file[1], file[3]]).toEqual([`${first},未使用,,`, `${third},未使用,,`])
  expect(file[2]).toMatch(new RegExp(`^${second},已使用,\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,'=1\\+1$`))
  await withdrawCodes(scope, { batchId: id })
  expect((await fileOf(scope, id, words))[1]).toBe(`${first},已作废,,`)
  expect(await code(withdrawCodes(scope, { batchId: id }))).toBe('coupon.codes_withdrawn_before')
  expect(await listCodeBatches(scope, { templateId })).toMatchObject([{ id, name: '公众号推文', count: 3, taken: 1, by: '示例' }])
  const exports = await database.owner`select actor_id from audit_log where tenant_id = ${tenantId} and action = 'coupon_codes.exported'`
  expect(exports.map((row) => row.actor_id)).toEqual([userId, userId])
})

test('no more codes are made than there are coupons, and only where they are had by code', async () => {
  const { scope } = await mintTenant()
  const make = (templateId: string, count: number) => code(createCodes(scope, { templateId, name: '示例', count }))
  const scarce = await aTemplate({ scope }, { ...byCode, stock: 5 })
  expect([await make(scarce, 3), await make(scarce, 3), await make(scarce, 2)]).toEqual(['done', 'coupon.codes_exceed_stock', 'done'])
  expect(await make(await aTemplate({ scope }), 1)).toBe('coupon.not_by_code')
  await setTemplateState(scope, { templateId: scarce, revision: 2, state: 'ended' })
  expect(await make(scarce, 1)).toBe('coupon.ended')
})
