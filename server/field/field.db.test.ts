import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditLog, tiers } from '@/db/schema'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import type { CustomFieldDraft } from '@/server/engine/program/custom'
import type { ProgramDocument } from '@/server/engine/program/document'
import { inTenant } from '@/server/platform/database'
import { createEarningRule } from '@/server/points/create-earning-rule'
import { applyTemplate } from '@/server/program/apply-template'
import { assembleDraft } from '@/server/program/assemble-draft'
import { exportProgram } from '@/server/program/export-program'
import { importProgram } from '@/server/program/import-program'
import { readSurroundings } from '@/server/program/reads'
import { createEvent } from './create-event'
import { createField } from './create-field'
import { deleteEvent } from './delete-event'
import { deleteField } from './delete-field'
import { readFields } from './reads'
import { reorderEvents } from './reorder-events'
import { reorderFields } from './reorder-fields'
import { updateEvent } from './update-event'
import { updateField } from './update-field'

testDatabase()

const skin: CustomFieldDraft = { key: 'skin_type', subject: 'member', label: '肤质', type: 'choice', choices: ['干性', '油性'] }
const brand: CustomFieldDraft = { key: 'brand', subject: 'line', label: '品牌', type: 'text', choices: [] }
const draftOf = (scope: Parameters<typeof readFields>[0]) => inTenant(scope, 'program:read', assembleDraft)

test('fields and events of the draft: added behind the others, renamed, put in order, taken out, each written down', async () => {
  const { scope } = await mintTenant()
  const { id } = await createField(scope, skin)
  const pet = await createField(scope, { ...skin, key: 'pet', label: '宠物', type: 'text' })
  await createField(scope, brand)
  const yoga = await createEvent(scope, { key: 'yoga', name: '上课' })
  const book = await createEvent(scope, { key: 'book_club', name: '读书会' })
  expect(await updateField(scope, { fieldId: id, revision: 1, label: '皮肤', choices: ['干性', '混合'] })).toEqual({ revision: 2 })
  await updateEvent(scope, { eventId: yoga.id, revision: 1, name: '团课' })
  await reorderFields(scope, { subject: 'member', fieldIds: [pet.id, id] })
  await reorderEvents(scope, { eventIds: [book.id, yoga.id] })
  const { fields, events } = await readFields(scope)
  expect(fields.filter((field) => field.subject === 'member').map(({ label, choices, revision }) => [label, choices, revision])).toEqual([
    ['宠物', [], 1],
    ['皮肤', ['干性', '混合'], 2],
  ])
  expect(events.map((event) => event.name)).toEqual(['读书会', '团课'])
  await deleteField(scope, { fieldId: pet.id, revision: 1 })
  await deleteEvent(scope, { eventId: book.id, revision: 1 })
  expect(await readSurroundings(scope)).toMatchObject({ fields: [{ key: 'skin_type' }, { key: 'brand' }], events: [{ key: 'yoga' }] })
  const written = await inTenant(scope, 'audit:read', (tx) =>
    tx.orm.select({ action: auditLog.action }).from(auditLog).where(eq(auditLog.tenantId, scope.tenantId)),
  )
  expect(new Set(written.map((row) => row.action))).toEqual(
    new Set(['created', 'updated', 'deleted', 'reordered'].flatMap((verb) => [`field.${verb}`, `custom_event.${verb}`])),
  )
})

test('a key and a name belong to one field of members, and to one of order lines', async () => {
  const { scope } = await mintTenant()
  await createField(scope, skin)
  await expect(createField(scope, { ...skin, label: '别的' })).rejects.toMatchObject({ code: 'field.key_taken', field: 'key' })
  await expect(createField(scope, { ...skin, key: 'other' })).rejects.toMatchObject({ code: 'field.label_taken', field: 'label' })
  await createField(scope, { ...skin, subject: 'line' })
  await createEvent(scope, { key: 'yoga', name: '上课' })
  await expect(createEvent(scope, { key: 'yoga', name: '别的' })).rejects.toMatchObject({ code: 'custom_event.key_taken' })
  await expect(createEvent(scope, { key: 'other', name: '上课' })).rejects.toMatchObject({ code: 'custom_event.name_taken' })
})

test('who edits what somebody else changed meanwhile is told', async () => {
  const { scope } = await mintTenant()
  const { id } = await createField(scope, skin)
  const change = { fieldId: id, revision: 1, label: '皮肤', choices: ['干性'] }
  await updateField(scope, change)
  await expect(updateField(scope, change)).rejects.toMatchObject({ code: 'program.edited_elsewhere' })
  await expect(deleteField(scope, { fieldId: id, revision: 1 })).rejects.toMatchObject({ code: 'program.edited_elsewhere' })
  await expect(updateField(scope, { ...change, revision: 2, choices: [] })).rejects.toMatchObject({ code: 'field.choices_missing' })
  await createField(scope, { ...skin, key: 'pet', label: '宠物' })
  await expect(reorderFields(scope, { subject: 'member', fieldIds: [id] })).rejects.toMatchObject({ code: 'program.edited_elsewhere' })
})

test('what a rule or a tier asks about stays, and the refusal names it', async () => {
  const { scope } = await mintTenant()
  await applyTemplate(scope, { template: 'beauty' })
  const { id } = await createField(scope, skin)
  const line = await createField(scope, brand)
  const yoga = await createEvent(scope, { key: 'yoga', name: '上课' })
  await createEarningRule(scope, {
    name: '品牌日',
    enabled: false,
    spec: {
      trigger: 'order.paid',
      reward: { kind: 'rate', points: 1, per: 100 },
      lines: { fact: 'line.field.brand', operator: 'in', value: ['甲'] },
    },
  })
  await createEarningRule(scope, {
    name: '上课有礼',
    enabled: true,
    spec: { trigger: 'custom', event: 'yoga', reward: { kind: 'flat', points: 5 } },
  })
  await inTenant(scope, 'program:write', (tx) =>
    tx.orm
      .update(tiers)
      .set({ more: { requires: { mode: 'all', when: { fact: 'member.field.skin_type', operator: 'in', value: ['干性'] } } } })
      .where(eq(tiers.tenantId, scope.tenantId)),
  )
  await expect(deleteField(scope, { fieldId: line.id, revision: 1 })).rejects.toMatchObject({
    code: 'field.in_use',
    details: { rule: '品牌日', count: 1 },
  })
  await expect(deleteEvent(scope, { eventId: yoga.id, revision: 1 })).rejects.toMatchObject({
    code: 'custom_event.in_use',
    details: { rule: '上课有礼' },
  })
  await expect(deleteField(scope, { fieldId: id, revision: 1 })).rejects.toMatchObject({ code: 'field.in_use' })
})

test('a document carries fields, events and all that a tier can have; every name in it follows', async () => {
  const { scope } = await mintTenant()
  const document: ProgramDocument = {
    semantics: 2,
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    ladders: [
      {
        id: 'main',
        name: '示例等级',
        primary: true,
        spec: { measure: 'net_spend', window: { kind: 'lifetime' }, validity: { kind: 'months', months: 12, downgrade: 'one_level' } },
        tiers: [
          { id: 'base', code: 'base', name: '普通', color: '#888888', icon: 'star', threshold: 0, bonusBps: 0 },
          {
            id: 'gold',
            code: 'gold',
            name: '金卡',
            color: '#aa8800',
            icon: 'crown',
            threshold: 100_00,
            bonusBps: 1000,
            growthBonusBps: 500,
            entryPoints: 88,
            requires: { mode: 'all', when: { fact: 'member.field.skin_type', operator: 'in', value: ['干性'] } },
            keep: { minimum: 50_00, when: { fact: 'member.tier', operator: 'in', value: ['gold'] } },
            expiry: { kind: 'never' },
          },
          { id: 'staff', code: 'staff', name: '内部', color: '#333333', icon: 'gem', threshold: null, bonusBps: 1000, hidden: true },
        ],
      },
    ],
    growthRules: [],
    earningRules: [
      {
        id: 'base-rate',
        name: '消费积分',
        spec: {
          trigger: 'order.paid',
          reward: { kind: 'rate', points: 1, per: 100, byTier: [{ tierId: 'gold', units: 2 }] },
          lines: { fact: 'line.field.brand', operator: 'in', value: ['甲'] },
        },
      },
      { id: 'yoga', name: '上课有礼', spec: { trigger: 'custom', event: 'yoga', reward: { kind: 'flat', points: 5 } } },
    ],
    points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
    fields: [
      { id: 'skin', ...skin },
      { id: 'brand', ...brand },
    ],
    events: [{ id: 'yoga-event', key: 'yoga', name: '上课' }],
  }
  expect(await importProgram(scope, { document })).toMatchObject({ imported: true })
  const draft = await draftOf(scope)
  const [base, gold, staff] = draft.ladders[0]?.tiers ?? []
  expect([base?.code, gold?.code, staff?.code]).toEqual(['base', 'gold', 'staff'])
  expect(staff).toMatchObject({ threshold: null, hidden: true })
  expect(gold).toMatchObject({
    growthBonusBps: 500,
    entryPoints: 88,
    expiry: { kind: 'never' },
    keep: { minimum: 50_00, when: { value: [gold?.id] } },
    requires: { mode: 'all' },
  })
  expect(draft.earningRules[0]?.spec.reward).toMatchObject({ byTier: [{ tierId: gold?.id, units: 2 }] })
  expect(draft).toMatchObject({ fields: [skin, brand], events: [{ key: 'yoga', name: '上课' }] })
  // There and back again is the same draft.
  const file = await exportProgram(scope)
  expect(await importProgram(scope, { document: file })).toMatchObject({ imported: true })
  expect(await draftOf(scope)).toEqual(draft)
  // A template knows none of them and leaves them.
  await applyTemplate(scope, { template: 'retail' })
  expect(await draftOf(scope)).toMatchObject({ fields: draft.fields, events: draft.events })
  // A file without any says that there are none.
  const { fields: _fields, events: _events, earningRules: _rules, ...bare } = document
  const [ladder] = bare.ladders
  const tiers = ladder?.tiers.map(({ requires: _requires, ...tier }) => tier) ?? []
  expect(await importProgram(scope, { document: { ...bare, ladders: [{ ...ladder, tiers }], earningRules: [] } })).toMatchObject({
    imported: true,
  })
  const plain = await draftOf(scope)
  expect('fields' in plain || 'events' in plain).toBe(false)
})
