import { describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import type { LadderSpec } from '@/server/engine/ladder/ladder'
import { program, tier } from '@/server/engine/scenarios/shop'
import { registerMembers } from '@/server/member/register-members'
import type { TenantScope } from '@/server/platform/scope'
import { advanceTenant } from './advance-tenant'
import { applyEvents } from './apply-events'
import { runDoctor } from './doctor'
import type { IncomingEvent } from './incoming-event'
import { publishProgram } from './publish-program'
import { takeEffect } from './take-effect'

const database = testDatabase()

const bySpend: LadderSpec = { measure: 'net_spend', window: { kind: 'lifetime' }, validity: { kind: 'none' } }
const oldFriend = (operator: 'gte' | 'lt', days: number) => ({
  ...tier('friend', 1_000_000_00),
  requires: { mode: 'any' as const, when: { fact: 'member.days_since_joining', operator, value: days } },
})
const plain = program({ spec: bySpend, tiers: [tier('base', 0)] })
const afterAYear = program({ spec: bySpend, tiers: [tier('base', 0), oldFriend('gte', 365)] })
const newcomers = program({ spec: bySpend, tiers: [tier('base', 0), oldFriend('lt', 30)] })
const joiners = [
  { code: 'long', joinedAt: '2023-01-10T08:00:00Z' },
  { code: 'recent', joinedAt: '2024-06-01T08:00:00Z' },
]

const rows = (scope: TenantScope) =>
  database.owner<{ code: string; tier: string | null; since: string | null; due: string | null }[]>`
    select code, tier_id as tier, tier_since::text as since, next_due_on::text as due from members
    where tenant_id = ${scope.tenantId} order by code`
const order = (event_id: string, on: string): IncomingEvent => ({
  source: 'till',
  event_id,
  member: 'long',
  occurred_at: `${on}T10:00:00Z`,
  body: { type: 'order.paid', channel: 'c', order_no: event_id, amount: 100_00 },
})
const healthy = async (scope: TenantScope) => expect((await runDoctor(scope)).differences).toEqual([])

describe('members to whom nothing has happened', () => {
  test('are lifted on the day that the time since joining asks for', async () => {
    const { scope } = await mintTenant({ program: afterAYear, timeZone: 'UTC' })
    await registerMembers(scope, joiners)
    expect(await advanceTenant(scope, { to: '2024-06-30' })).toMatchObject({ members: 2 })
    expect(await rows(scope)).toEqual([
      { code: 'long', tier: 'friend', since: '2024-01-10', due: null },
      { code: 'recent', tier: 'base', since: null, due: '2025-06-01' },
    ])
    expect(await advanceTenant(scope, { to: '2025-05-31' })).toMatchObject({ members: 0 })
    await healthy(scope)
    await advanceTenant(scope, { to: '2025-06-01' })
    expect((await rows(scope))[1]).toEqual({ code: 'recent', tier: 'friend', since: '2025-06-01', due: null })
    await healthy(scope)
  })

  test.each([
    ['after it', '2024-05-01'],
    ['before it', '2023-05-01'],
    ['before the day of joining', '2022-05-01'],
    ['on the day of joining', '2023-01-10'],
  ])('are lifted on the same day when an order comes %s', async (_, on) => {
    const [late, early] = [
      await mintTenant({ program: afterAYear, timeZone: 'UTC' }),
      await mintTenant({ program: afterAYear, timeZone: 'UTC' }),
    ]
    for (const { scope } of [late, early]) await registerMembers(scope, joiners)
    await advanceTenant(late.scope, { to: '2024-06-30' })
    await applyEvents(late.scope, [order('a', on)])
    await applyEvents(early.scope, [order('a', on)])
    await advanceTenant(early.scope, { to: '2024-06-30' })
    for (const { scope } of [late, early]) {
      expect((await rows(scope))[0]).toEqual({ code: 'long', tier: 'friend', since: '2024-01-10', due: null })
      await healthy(scope)
    }
  })

  test('are on a tier for newcomers from the day of joining, until it is over', async () => {
    const { scope } = await mintTenant({ program: newcomers, timeZone: 'UTC' })
    await registerMembers(scope, joiners)
    await advanceTenant(scope, { to: '2024-06-20' })
    expect(await rows(scope)).toEqual([
      { code: 'long', tier: 'base', since: '2023-02-09', due: null },
      { code: 'recent', tier: 'friend', since: '2024-06-01', due: '2024-07-01' },
    ])
    await healthy(scope)
  })

  test('are rewarded once for a tier that time alone gives, also when older orders come behind', async () => {
    const rewarded = { ...oldFriend('gte', 365), entryPoints: 50 }
    const rewarding = program({ spec: bySpend, tiers: [tier('base', 0), rewarded], earningRules: [] })
    const { scope } = await mintTenant({ program: rewarding, timeZone: 'UTC' })
    await registerMembers(scope, joiners)
    for (const to of ['2024-06-30', '2024-12-31']) await advanceTenant(scope, { to })
    await healthy(scope)
    await applyEvents(scope, [order('a', '2023-06-01'), order('b', '2024-07-01'), order('c', '2022-06-01')])
    await healthy(scope)
    const points = () => database.owner`select code, points from members where tenant_id = ${scope.tenantId} order by code`
    expect(await points()).toEqual([
      { code: 'long', points: 50 },
      { code: 'recent', points: 0 },
    ])
  })

  test('are left alone where time alone lifts nobody', async () => {
    const { scope } = await mintTenant({ program: plain, timeZone: 'UTC' })
    await registerMembers(scope, joiners)
    expect((await rows(scope)).map(({ due }) => due)).toEqual([null, null])
    expect(await advanceTenant(scope, { to: '2024-06-30' })).toMatchObject({ members: 0 })
  })

  test.each([
    ['the first version', null],
    ['a later version', plain],
  ])('are lifted when %s begins to count the days since joining', async (_, before) => {
    const { scope } = await mintTenant({ timeZone: 'UTC', ...(before ? { program: before } : {}) })
    await registerMembers(scope, joiners)
    if (before) await applyEvents(scope, [order('a', '2024-02-01')])
    const version = await publishProgram(scope, { document: afterAYear })
    const [job] = await database.owner<{ payload: { versionId: string } }[]>`
      select p.payload from graphile_worker._private_jobs p where p.key = ${`take_effect:${version.id}`}`
    expect(job?.payload.versionId).toBe(version.id)
    // Its minute has come.
    await database.owner`update program_versions set effective_from = now() - interval '1 minute' where id = ${version.id}`
    await takeEffect(scope, { versionId: version.id })
    const friend = version.document.ladders[0]?.tiers[1]?.id
    expect((await rows(scope)).map((row) => row.tier)).toEqual([friend, friend])
    await healthy(scope)
  })
})
