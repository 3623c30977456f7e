import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { isoOf } from '@/server/engine/calendar/day'
import { type Happening, histories, instantOfHappening } from '@/server/engine/scenarios/histories'
import { programs } from '@/server/engine/scenarios/programs'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { adjustPoints } from '@/server/points/adjust-points'
import { spendPoints } from '@/server/points/spend-points'
import { advanceTenant } from './advance-tenant'
import { applyEvents } from './apply-events'
import { runDoctor } from './doctor'
import type { IncomingEvent } from './incoming-event'

testDatabase()

const incoming = (member: string, happenings: readonly Happening[]): IncomingEvent[] =>
  happenings.map((h, i) => ({
    source: 'till',
    event_id: `${member}-${i}`,
    member,
    occurred_at: new Date(instantOfHappening(h)).toISOString(),
    enrols: true,
    body: withOwnNumbers(h.body, member),
  }))

/** What books number is the tenant's, so each member's histories get numbers of their own. */
function withOwnNumbers(body: Happening['body'], member: string): Happening['body'] {
  switch (body.type) {
    case 'order.paid':
    case 'order.completed':
      return { ...body, order_no: `${member}-${body.order_no}` }
    case 'order.refunded':
      return { ...body, refund_no: `${member}-${body.refund_no}`, order_no: body.order_no && `${member}-${body.order_no}` }
    case 'member.referred':
      return { ...body, invited: `${member}-${body.invited}` }
    case 'stored.recharged':
      return { ...body, recharge_no: `${member}-${body.recharge_no}` }
    case 'membership.purchased':
      return { ...body, purchase_no: `${member}-${body.purchase_no}` }
    default:
      return body
  }
}

/** Programs without rewards for entering a tier: those are given when they are first seen to be due, which the order of arrival does decide. */
const rederived = programs.map((document) => ({
  ...document,
  ladders: document.ladders.map((ladder) => ({ ...ladder, tiers: ladder.tiers.map(({ entryPoints: _, ...tier }) => tier) })),
}))

const standings = (scope: TenantScope) =>
  inTenant(
    scope,
    'member:read',
    (tx) => tx.sql<Record<string, unknown>[]>`
    select code, tier_id, tier_since::text, tier_until::text, points, debt, growth, net_spend, order_count, 
      jsonb_set(state->'history', '{parked}', to_jsonb(jsonb_array_length(state->'history'->'parked'))) as history from members
    where tenant_id = ${scope.tenantId} order by code`,
  )

/** Histories with an order in which they arrive. */
const arrivals = histories.chain((h) =>
  fc.tuple(
    fc.constant(h),
    fc.shuffledSubarray(
      h.map((_, i) => i),
      { minLength: h.length },
    ),
    fc.integer({ min: 1, max: 9 }),
  ),
)

test('histories that arrive in any order, in any batches, stand as if they had come in order', async () => {
  await fc.assert(
    fc.asyncProperty(rederived, fc.array(arrivals, { minLength: 6, maxLength: 6 }), async (document, members) => {
      const [ordered, shuffled] = await Promise.all([
        mintTenant({ program: document, timeZone: 'UTC' }),
        mintTenant({ program: document, timeZone: 'UTC' }),
      ])
      // A member that a late fact finds enrolled too late was enrolled by the first arrival: registration is told first.
      const registrations = members.map(
        ([happenings], m): IncomingEvent => ({
          source: 'till',
          event_id: `joined-${m}`,
          member: `m${m}`,
          enrols: true,
          occurred_at: new Date(Math.min(...happenings.map(instantOfHappening)) - 60_000).toISOString(),
          body: { type: 'member.registered' },
        }),
      )
      const facts = members.map(([happenings], m) =>
        incoming(
          `m${m}`,
          happenings.filter((h) => h.body.type !== 'member.registered'),
        ),
      )
      const inOrder = [...registrations, ...facts.flat().sort((a, b) => Date.parse(a.occurred_at) - Date.parse(b.occurred_at))]
      expect((await applyEvents(ordered.scope, inOrder)).filter((a) => a.status !== 'applied')).toEqual([])

      await applyEvents(shuffled.scope, registrations)
      const jumbled = members.flatMap(([, order], m) => order.flatMap((i) => facts[m]?.[i] ?? []))
      const size = members[0]?.[2] ?? 1
      for (let i = 0; i < jumbled.length; i += size) await applyEvents(shuffled.scope, jumbled.slice(i, i + size))

      const to = isoOf(Math.max(...members.flatMap(([h]) => h.map((x) => x.day))) + 40)
      await Promise.all([advanceTenant(ordered.scope, { to }), advanceTenant(shuffled.scope, { to })])
      expect(await standings(shuffled.scope)).toEqual(await standings(ordered.scope))
      expect((await runDoctor(ordered.scope)).differences).toEqual([])
      expect((await runDoctor(shuffled.scope)).differences).toEqual([])
    }),
    { numRuns: 25 },
  )
}, 180_000)

test('points spent and adjusted on the way stay as decided when late facts arrive', async () => {
  await fc.assert(
    fc.asyncProperty(
      programs,
      arrivals,
      fc.array(fc.integer({ min: -200, max: 200 }), { minLength: 3, maxLength: 6 }),
      async (document, [happenings, order], amounts) => {
        const { scope } = await mintTenant({ program: document, timeZone: 'UTC' })
        const facts = incoming('m', happenings)
        const first = order.slice(0, Math.ceil(order.length / 2))
        await applyEvents(
          scope,
          first.map((i) => facts[i]),
        )
        const [member] = await inTenant(
          scope,
          'member:read',
          (tx) => tx.sql<{ id: string }[]>`select id from members where tenant_id = ${scope.tenantId}`,
        )
        let accepted = 0
        for (const [i, amount] of amounts.entries()) {
          const draft = {
            memberId: member?.id as string,
            amount: i % 2 === 0 ? Math.abs(amount) + 1 : amount || 1,
            reason: '示例',
            requestKey: `request-${i}`,
          }
          const done = await (i % 2 === 0 ? spendPoints(scope, draft) : adjustPoints(scope, draft)).catch((refusal: { code?: string }) => {
            if (refusal.code !== 'points.not_enough') throw refusal
          })
          if (done) accepted++
        }
        await applyEvents(
          scope,
          order.slice(first.length).map((i) => facts[i]),
        )
        const [row] = await inTenant(
          scope,
          'member:read',
          (tx) => tx.sql<{ n: number }[]>`select count(*) as n from events where tenant_id = ${scope.tenantId} and kind = 'command'`,
        )
        expect(row?.n).toBe(accepted)
        expect((await runDoctor(scope)).differences).toEqual([])
      },
    ),
    { numRuns: 60 },
  )
}, 180_000)

test('two senders of the same batch at once: each event has one effect', async () => {
  const [document] = fc.sample(programs, { numRuns: 1, seed: 7 })
  const { scope } = await mintTenant({ program: document, timeZone: 'UTC' })
  const events: IncomingEvent[] = Array.from({ length: 200 }, (_, i) => ({
    source: 'till',
    event_id: `e${i}`,
    member: `m${i % 20}`,
    occurred_at: new Date(Date.UTC(2024, 0, 1, 0, i)).toISOString(),
    enrols: true,
    body: { type: 'order.paid', channel: 'c', order_no: `o${i}`, amount: 100_00 },
  }))
  const answers = (await Promise.all(Array.from({ length: 6 }, () => applyEvents(scope, events)))).flat()
  expect(answers.filter((a) => a.status === 'applied')).toHaveLength(200)
  expect(answers.filter((a) => a.status === 'replayed')).toHaveLength(1_000)
  expect((await runDoctor(scope)).differences).toEqual([])
})
