import { expect, test } from 'vitest'
import { GET } from '@/app/api/v1/rules/route'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintTenant } from '@/db/testing/mint'
import { endCampaigns, runCampaign } from '@/db/testing/run-campaign'
import { RulesResponse } from '@/server/api/shapes'
import { createKey } from '@/server/key/create-key'
import { applyTemplate } from './apply-template'
import { publishProgram } from './publish-program'
import { readMemberRules } from './read-member-rules'

testDatabase()

const ask = (bearer: string, query = '') =>
  GET(new Request(`http://127.0.0.1/api/v1/rules${query}`, { headers: { authorization: `Bearer ${bearer}` } }))

test('before anything is published there are no rules to read', async () => {
  const { scope } = await mintTenant()
  expect(await readMemberRules(scope)).toBeNull()
  const { key } = await createKey(scope, { name: 'mini', scopes: ['members:read'] })
  expect((await ask(key)).status).toBe(404)
})

test('the rules in force are read in either language, and not those of the draft', async () => {
  const { scope, tenantId } = await mintTenant()
  await applyTemplate(scope, { template: 'ecommerce' })
  await publishProgram(scope, {}, { atOnce: true })
  await applyTemplate(scope, { template: 'gym' })
  const rules = await readMemberRules(scope, { language: 'zh' })
  expect(rules).toMatchObject({ language: 'zh', title: '会员规则', version: 1 })
  expect(rules?.sections.map((section) => section.heading)).toEqual([
    '会员等级',
    '等级怎样保持',
    '怎样获得积分',
    '积分的使用与有效期',
    '退款',
  ])
  expect(rules?.text).toContain('· 每实付 ¥1 得 1 积分。')
  const english = await readMemberRules((await mintOperator(tenantId, 'operator')).scope, { language: 'en' })
  expect(english?.text).toContain('· Each ¥1 paid earns 1 point.')
})

test('a mini-program reads them with a key that may read members, and no other', async () => {
  const { scope } = await mintTenant()
  await applyTemplate(scope, { template: 'ecommerce' })
  await publishProgram(scope, {}, { atOnce: true })
  const { key } = await createKey(scope, { name: 'mini', scopes: ['members:read'] })
  const answer = await ask(key, '?lang=en')
  expect(answer.status).toBe(200)
  const said = RulesResponse.strict().parse(await answer.json())
  expect(said).toMatchObject({ language: 'en', version: 1, title: 'Membership rules' })
  expect((await ask(key, '?lang=fr')).status).toBe(422)
  const { key: till } = await createKey(scope, { name: 'till', scopes: ['events:write'] })
  expect((await ask(till)).status).toBe(403)
  expect((await ask('nobody')).status).toBe(401)
})

test('campaigns that run are told under the rules, and gone from them with their end', async () => {
  const { scope } = await mintTenant()
  await applyTemplate(scope, { template: 'ecommerce' })
  await publishProgram(scope, {}, { atOnce: true })
  const double = [{ at: { kind: 'order' as const }, gives: { kind: 'points_bonus' as const, bps: 10_000 }, limits: {} }]
  await runCampaign(scope, double, { name: '会员日', intro: '每月都有' })
  await runCampaign(scope, double, { name: '去年的', schedule: { from: '2020-01-01', until: '2020-12-31', on: { kind: 'every_day' } } })
  const running = async () =>
    (await readMemberRules(scope, { language: 'zh' }))?.sections.find(({ heading }) => heading === '正在进行的活动')
  expect((await running())?.lines).toEqual(['会员日：每月都有。2020 年 1 月 1 日起，会员下单，积分 +100%（双倍）。'])
  const { key } = await createKey(scope, { name: 'mini', scopes: ['members:read'] })
  expect(RulesResponse.parse(await (await ask(key, '?lang=en')).json()).text).toContain(
    'Campaigns just now\n· 会员日: 每月都有. From 1 January 2020',
  )
  await endCampaigns(scope)
  expect(await running()).toBeUndefined()
})
