import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import type { ProgramDocument } from '@/server/engine/program/document'
import { createGrowthRule } from '../growth/create-growth-rule'
import { createTier } from '../ladder/create-tier'
import { deleteTier } from '../ladder/delete-tier'
import { readLadders } from '../ladder/reads'
import { reorderTiers } from '../ladder/reorder-tiers'
import { updateTier } from '../ladder/update-tier'
import { inTenant } from '../platform/database'
import { createEarningRule } from '../points/create-earning-rule'
import { readEarningRules } from '../points/reads'
import { switchEarningRule } from '../points/switch-earning-rule'
import { updateEarningRule } from '../points/update-earning-rule'
import { updatePointsPolicy } from '../points/update-points-policy'
import { applyEvents } from './apply-events'
import { applyTemplate } from './apply-template'
import { exportProgram } from './export-program'
import { importProgram } from './import-program'
import { publishProgram, startOf } from './publish-program'
import { readProgram } from './reads'
import { TemplateKey, templates } from './templates/catalogue'

const database = testDatabase()
const terms = { language: 'zh', currency: 'CNY', timeZone: 'Asia/Shanghai' } as const

test.each(TemplateKey.options)('the template %s becomes the draft and can be published as it is', async (template) => {
  const { scope } = await mintTenant()
  await applyTemplate(scope, { template })
  const home = await readProgram(scope)
  expect(home.problems.filter((p) => p.severity === 'error')).toEqual([])
  const version = await publishProgram(scope, { note: '' })
  expect(version.number).toBe(1)
  expect(version.document.ladders[0]?.tiers.map((t) => t.name)).toEqual(templates[template](terms).ladders[0]?.tiers.map((t) => t.name))
  const after = await readProgram(scope)
  expect(after.latest?.document).toEqual(after.draft)
})

test('ids of tiers and rules stay the same from version to version and through a file', async () => {
  const { scope } = await mintTenant()
  await applyTemplate(scope, { template: 'ecommerce' })
  const first = await publishProgram(scope, {})
  const second = await publishProgram(scope, { document: await exportProgram(scope) })
  const third = await publishProgram(scope, { document: templates.ecommerce(terms) })
  expect(second.document).toEqual(first.document)
  expect(third.document).toEqual(first.document)
  expect(third.number).toBe(3)
})

test('two who publish at once get two numbers', async () => {
  const { scope } = await mintTenant()
  await applyTemplate(scope, { template: 'gym' })
  const versions = await Promise.all([publishProgram(scope, {}), publishProgram(scope, {}), publishProgram(scope, {})])
  expect(versions.map((v) => v.number).sort()).toEqual([1, 2, 3])
})

test.each([
  ['nothing asked: the next whole minute', undefined, '2026-03-01T10:00:00Z', '2026-03-01T10:01:00.000Z'],
  ['nothing asked, 5 s before the minute: the one after', undefined, '2026-03-01T10:00:55Z', '2026-03-01T10:02:00.000Z'],
  ['a date is its midnight in the tenant’s zone', '2026-03-05', '2026-03-01T10:00:00Z', '2026-03-04T16:00:00.000Z'],
  ['an instant is taken as it is', '2026-03-05T08:00:00+08:00', '2026-03-01T10:00:00Z', '2026-03-05T00:00:00.000Z'],
])('starting: %s', (_name, asked, at, expected) => {
  expect(new Date(startOf(asked, 'Asia/Shanghai', Date.parse(at))).toISOString()).toBe(expected)
})

test('a version never starts in the past', async () => {
  const { scope } = await mintTenant()
  await applyTemplate(scope, { template: 'bakery' })
  await expect(publishProgram(scope, { effectiveFrom: '2020-01-01' })).rejects.toMatchObject({
    code: 'program.starts_in_past',
    field: 'effectiveFrom',
  })
})

test('a document of another currency or time zone is refused, and nothing changes', async () => {
  const { scope } = await mintTenant({ currency: 'GBP' })
  await applyTemplate(scope, { template: 'retail' })
  const before = await exportProgram(scope)
  const refused = publishProgram(scope, { document: templates.retail(terms) })
  await expect(refused).rejects.toMatchObject({ code: 'program.has_problems' })
  await expect(refused).rejects.toHaveProperty('problems.0.code', 'program.currency_differs')
  expect(await exportProgram(scope)).toEqual(before)
})

test('a malformed file names each place, and the draft stays', async () => {
  const { scope } = await mintTenant()
  await applyTemplate(scope, { template: 'retail' })
  const document = structuredClone(templates.retail(terms)) as ProgramDocument & { extra?: number }
  document.extra = 1
  document.ladders[0]!.tiers[1]!.threshold = 2.5
  const { imported, problems } = await importProgram(scope, { document })
  expect(imported).toBe(false)
  expect(problems.map((p) => [p.code, p.place.join('.')])).toEqual([
    ['shape.wrong_type', 'ladders.0.tiers.1.threshold'],
    ['shape.unknown_key', ''],
  ])
  expect((await readProgram(scope)).draft.ladders[0]?.tiers).toHaveLength(3)
})

test('a rule may name tiers and stores by their codes; an unknown one is a problem', async () => {
  const { scope } = await mintTenant()
  const store = await mintStore(scope, { code: 'S1' })
  const document = templates.retail(terms)
  document.earningRules[1]!.spec.when = {
    all: [
      { fact: 'member.tier', operator: 'in', value: ['active'] },
      { fact: 'order.store', operator: 'in', value: ['S1'] },
    ],
  }
  const version = await publishProgram(scope, { document })
  const active = version.document.ladders[0]?.tiers[1]?.id
  expect(version.document.earningRules[1]?.spec.when).toEqual({
    all: [
      { fact: 'member.tier', operator: 'in', value: [active] },
      { fact: 'order.store', operator: 'in', value: [store.id] },
    ],
  })
  expect((await exportProgram(scope)).earningRules[1]?.spec.when).toMatchObject({ all: [{}, { value: ['S1'] }] })
  document.earningRules[1]!.spec.when = { all: [{ fact: 'order.store', operator: 'in', value: ['S2'] }] }
  await expect(publishProgram(scope, { document })).rejects.toHaveProperty('problems.0.code', 'condition.unknown_store')
})

test('a threshold stays between its neighbours and says which one it met', async () => {
  const { scope } = await mintTenant()
  await applyTemplate(scope, { template: 'ecommerce' })
  const [ladder] = await readLadders(scope)
  const { revision, id: tierId, members: _members, ...gold } = ladder!.tiers[2]!
  await expect(updateTier(scope, { ...gold, tierId, revision, threshold: 100_000 })).rejects.toMatchObject({
    code: 'tier.threshold_too_low',
    field: 'threshold',
    details: { name: '银卡', amount: '¥1,000' },
  })
  await expect(updateTier(scope, { ...gold, tierId, revision, threshold: 2_000_000 })).rejects.toMatchObject({
    code: 'tier.threshold_too_high',
  })
  await expect(updateTier(scope, { ...gold, tierId, revision, code: 'silver' })).rejects.toMatchObject({
    code: 'tier.code_taken',
    field: 'code',
  })
  expect(await updateTier(scope, { ...gold, tierId, revision, threshold: 400_000 })).toEqual({ revision: revision + 1 })
  const newTier = { ...gold, ladderId: ladder!.id, code: 'vip', name: '贵宾' }
  await expect(createTier(scope, { ...newTier, threshold: 400_000 })).rejects.toMatchObject({
    code: 'tier.threshold_taken',
    field: 'threshold',
  })
  await createTier(scope, { ...newTier, threshold: 450_000 })
  expect((await readLadders(scope))[0]?.tiers.map((t) => t.name)).toEqual(['普通', '银卡', '金卡', '贵宾', '钻石'])
})

test('who edits what somebody else has changed is told who it was', async () => {
  const { scope, tenantId } = await mintTenant()
  const colleague = await mintOperator(tenantId, 'operator')
  await applyTemplate(scope, { template: 'ecommerce' })
  const [rule] = await readEarningRules(scope)
  const change = { ruleId: rule!.id, revision: rule!.revision, name: '新名字', enabled: true, spec: rule!.spec }
  await updateEarningRule(colleague.scope, change)
  await expect(updateEarningRule(scope, { ...change, name: '我的名字' })).rejects.toMatchObject({
    kind: 'conflict',
    code: 'program.edited_elsewhere',
    details: { who: '示例', minutes: 0 },
  })
  await applyTemplate(scope, { template: 'ecommerce' })
  await expect(updateEarningRule(scope, { ...change, revision: change.revision + 1 })).rejects.toMatchObject({
    code: 'program.edited_elsewhere',
  })
})

test('tiers change places and thresholds stay; the last tier cannot go', async () => {
  const { scope } = await mintTenant()
  await applyTemplate(scope, { template: 'retail' })
  const [ladder] = await readLadders(scope)
  const [a, b, c] = ladder!.tiers
  await reorderTiers(scope, { ladderId: ladder!.id, tierIds: [a!.id, c!.id, b!.id] })
  let rungs = (await readLadders(scope))[0]!.tiers
  expect(rungs.map((t) => [t.name, t.threshold])).toEqual([
    ['新用户', 0],
    ['忠实', 3],
    ['活跃', 10],
  ])
  await deleteTier(scope, { tierId: rungs[2]!.id, revision: rungs[2]!.revision })
  await deleteTier(scope, { tierId: rungs[1]!.id, revision: rungs[1]!.revision })
  rungs = (await readLadders(scope))[0]!.tiers
  await expect(deleteTier(scope, { tierId: rungs[0]!.id, revision: rungs[0]!.revision })).rejects.toMatchObject({
    code: 'tier.last_of_ladder',
  })
})

test('a rule that is off is left out of the version; a growth rule needs its ladder', async () => {
  const { scope } = await mintTenant()
  await applyTemplate(scope, { template: 'gym' })
  const [rule] = await readEarningRules(scope)
  await switchEarningRule(scope, { ruleId: rule!.id, revision: rule!.revision, enabled: false })
  await createEarningRule(scope, {
    name: '新规则',
    enabled: true,
    spec: { trigger: 'member.checked_in', reward: { kind: 'flat', points: 3 } },
  })
  await updatePointsPolicy(scope, { revision: 1, policy: { expiry: { kind: 'never' }, clawback: 'within_balance', bonusCapBps: 20_000 } })
  const version = await publishProgram(scope, {})
  expect(version.document.earningRules.map((r) => r.name)).toEqual(['签到积分', '入会礼', '新规则'])
  expect(version.document.points.clawback).toBe('within_balance')
  expect((await readProgram(scope)).switchedOff).toBe(1)
  const growth = {
    ladderId: rule!.id,
    name: 'x',
    enabled: true,
    spec: { trigger: 'order.paid', reward: { kind: 'flat', growth: 1 } },
  } as const
  await expect(createGrowthRule(scope, growth)).rejects.toMatchObject({ code: 'ladder.not_found' })
})

test('each change and each version leaves a row in the audit', async () => {
  const { scope, tenantId } = await mintTenant()
  await applyTemplate(scope, { template: 'beauty' })
  await publishProgram(scope, { note: '开业' })
  const rows = await database.owner`select action from audit_log where tenant_id = ${tenantId} order by at`
  expect(rows.map((r) => r.action)).toEqual(['program.template_applied', 'program.published'])
})

test('a store manager may read the program and change nothing', async () => {
  const { scope, tenantId } = await mintTenant()
  await applyTemplate(scope, { template: 'beauty' })
  const manager = await mintOperator(tenantId, 'store_manager', [])
  expect((await readProgram(manager.scope)).draft.ladders).toHaveLength(1)
  await expect(publishProgram(manager.scope, {})).rejects.toMatchObject({ code: 'access.forbidden' })
  await expect(applyTemplate(manager.scope, { template: 'gym' })).rejects.toMatchObject({ code: 'access.forbidden' })
})

test('a program tuned before anything happened judges the history that is imported later', async () => {
  const { scope } = await mintTenant({ currency: 'CNY' })
  await applyTemplate(scope, { template: 'catering' })
  await publishProgram(scope, { note: '' })
  const second = await publishProgram(scope, { note: '' })
  const sale = { type: 'order.paid' as const, channel: 'default', order_no: '示例-1', amount: 100_00 }
  await applyEvents(scope, [
    { source: 'import', event_id: '示例-1', member: '示例', occurred_at: '2020-05-05T10:00:00+08:00', enrols: true, body: sale },
  ])
  const rows = await inTenant(
    scope,
    'member:read',
    (tx) => tx.sql<{ version_id: string }[]>`select distinct version_id from events where tenant_id = ${scope.tenantId}`,
  )
  expect(rows).toEqual([{ version_id: second.id }])
  const third = await publishProgram(scope, { note: '' })
  expect(Date.parse(third.effectiveFrom)).toBeGreaterThan(Date.parse(second.effectiveFrom))
})
