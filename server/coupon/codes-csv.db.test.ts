import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { couponDraft } from '@/server/trpc/fixtures/coupon'
import { createCodes, withdrawCodes } from './codes'
import { codesCsv } from './codes-csv'
import { createTemplate } from './create-template'
import { setTemplateState } from './set-template-state'

const database = testDatabase()
const words = { header: ['码', '状态', '时间', '会员号'], open: '未兑换', taken: '已兑换', withdrawn: '已作废' }

const whole = async (lines: AsyncGenerator<string>): Promise<string[]> => {
  let text = ''
  for await (const part of lines) text += part
  return text.trimEnd().split('\n')
}

test('every code of a batch stands in the file once, and the asking is written down', async () => {
  const { scope } = await mintTenant()
  const { id: templateId } = await createTemplate(scope, { ...couponDraft, offer: { way: 'code' } })
  await setTemplateState(scope, { templateId, revision: 1, state: 'active' })
  const { id } = await createCodes(scope, { templateId, name: '示例', count: 10_003 })
  await createCodes(scope, { templateId, name: '示例二', count: 2 })
  const [header, ...lines] = await whole(codesCsv(scope, id, words))
  expect(header).toBe('\uFEFF码,状态,时间,会员号')
  expect(new Set(lines).size).toBe(10_003)
  expect(lines.every((line) => /^[A-Z2-9]{12},未兑换,,$/.test(line))).toBe(true)
  const told = await database.owner`select actor_id from audit_log where action = 'coupon_codes.exported'`
  expect(told).toHaveLength(1)
  await withdrawCodes(scope, { batchId: id })
  expect((await whole(codesCsv(scope, id, words)))[1]).toMatch(/,已作废,,$/)
})

test('codes of another merchant are not there', async () => {
  const [one, other] = [await mintTenant(), await mintTenant()]
  const { id: templateId } = await createTemplate(one.scope, { ...couponDraft, offer: { way: 'code' } })
  await setTemplateState(one.scope, { templateId, revision: 1, state: 'active' })
  const { id } = await createCodes(one.scope, { templateId, name: '示例', count: 1 })
  await expect(whole(codesCsv(other.scope, id, words))).rejects.toMatchObject({ code: 'coupon.codes_not_found' })
})
