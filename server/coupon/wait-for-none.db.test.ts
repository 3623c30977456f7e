import { expect, test, vi } from 'vitest'
import { couponTemplates } from '@/db/schema'
import { mintTemplate } from '@/db/testing/checkout'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { earning, fieldProgram } from '@/server/engine/scenarios/field'
import type { FactBody } from '@/server/engine/vocabulary'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { applyEvents } from '@/server/program/apply-events'
import { runDoctor } from '@/server/program/doctor'
import { lockTemplate, oneTemplate } from './template-row'

const database = testDatabase()
const ROUNDS = 40

const fact = (member: string, body: FactBody) => ({
  source: 'till',
  event_id: newId(),
  member,
  enrols: true,
  occurred_at: now().toISOString(),
  body,
})
const paid = (channel: string, order_no: string): FactBody => ({ type: 'order.paid', channel, order_no, amount: 1_000 })
const back = (channel: string, order_no: string): FactBody => ({ type: 'order.refunded', channel, order_no, refund_no: `r-${order_no}` })

/** Something to wait for until it is opened. */
function aGate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open: () => open(), opened }
}

/** Orders of channel `a` bring one coupon, those of channel `b` another; both have a stock. */
async function shop() {
  const { scope, tenantId } = await mintTenant({ program: fieldProgram(), timeZone: 'UTC' })
  const [a, b] = [await mintTemplate(scope, {}, 10_000), await mintTemplate(scope, {}, 10_000)]
  const brings = (id: string, channel: string, template: string) =>
    earning(id, {
      when: { fact: 'order.channel', operator: 'in', value: [channel] },
      reward: { kind: 'coupon', coupons: [{ template, count: 1 }] },
    })
  const document = { ...fieldProgram(), earningRules: [brings('for_a', 'a', a), brings('for_b', 'b', b)] }
  await database.owner`update program_versions set document = ${JSON.stringify(document)}::jsonb where tenant_id = ${tenantId}`
  return { scope, a, b }
}

async function applied(scope: TenantScope, ...facts: ReturnType<typeof fact>[]): Promise<void> {
  for (const answer of await applyEvents(scope, facts)) expect(answer).toMatchObject({ status: 'applied' })
}

test('who gives one coupon and takes back another never waits in a ring for who does the reverse', async () => {
  const { scope } = await shop()
  const ring = async (member: string, mine: string, other: string) => {
    await applied(scope, fact(member, paid(other, `${member}-0`)))
    for (let round = 1; round <= ROUNDS; round++) {
      // Gives one of `mine` and takes back one of `other`, in one transaction.
      await applied(scope, fact(member, paid(mine, `${member}-m${round}`)), fact(member, back(other, `${member}-${round - 1}`)))
      await applied(scope, fact(member, paid(other, `${member}-${round}`)))
    }
  }
  const rings = [ring('m1', 'a', 'b'), ring('m2', 'b', 'a'), ring('m3', 'a', 'b'), ring('m4', 'b', 'a')]
  expect((await Promise.allSettled(rings)).filter((one) => one.status === 'rejected')).toEqual([])
  const [undone] = await database.owner<{ deadlocks: number }[]>`
    select deadlocks::int from pg_stat_database where datname = current_database()`
  expect(undone).toEqual({ deadlocks: 0 })
  expect((await runDoctor(scope)).differences).toEqual([])
}, 180_000)

test('who waits behind an operator that pauses a coupon gives none of it', async () => {
  const { scope, a } = await shop()
  const gate = aGate()
  const held = aGate()
  const pausing = inTenant(scope, 'coupon:write', async (tx) => {
    await lockTemplate(tx, a)
    await tx.orm.update(couponTemplates).set({ state: 'paused' }).where(oneTemplate(tx, a))
    held.open()
    await gate.opened
  })
  await held.opened
  const buying = applied(scope, fact('m', paid('a', 'o1')))
  await vi.waitFor(
    async () => expect((await database.owner`select from pg_stat_activity where wait_event_type = 'Lock'`).length).toBeGreaterThan(0),
    { timeout: 10_000 },
  )
  gate.open()
  await Promise.all([pausing, buying])
  const told = await database.owner<{ code: string }[]>`select code from refusals where tenant_id = ${scope.tenantId}`
  expect(told).toEqual([{ code: 'coupon.paused' }])
  const [given] = await database.owner<{ n: number }[]>`select count(*)::int as n from coupons where tenant_id = ${scope.tenantId}`
  expect(given).toEqual({ n: 0 })
})
