import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { launchCampaign } from '@/db/testing/campaign'
import { testDatabase } from '@/db/testing/database'
import { mallProgram } from '@/db/testing/mall-program'
import { mintTenant } from '@/db/testing/mint'
import type { Effect } from '@/server/engine/campaign/campaign'
import { lookForReferrals } from '@/server/jobs/referral-task'
import { registerMembers } from '@/server/member/register-members'
import type { TenantScope } from '@/server/platform/scope'
import { applyEvents } from '@/server/program/apply-events'
import { runDoctor } from '@/server/program/doctor'
import { tellReferrals } from './tell-referrals'

const database = testDatabase()

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-05-06T02:00:00Z') }))
afterEach(() => void vi.useRealTimers())

async function shop(): Promise<TenantScope> {
  const { scope } = await mintTenant({ program: mallProgram, enrolsUnknown: true })
  await registerMembers(scope, [{ code: 'A', joinedAt: '2026-01-01T00:00:00Z' }])
  return scope
}
let next = 0
const told = (member: string, body: object, when = '2026-05-06T01:00:00Z') => ({
  source: 'app',
  event_id: `e${++next}`,
  member,
  occurred_at: when,
  body,
})
const joins = (member: string, by: string, when?: string) => told(member, { type: 'member.registered', invited_by: by }, when)
const buys = (member: string, when?: string) => told(member, { type: 'order.paid', order_no: `o${next}`, amount: 100 }, when)
const referralsOf = ({ tenantId }: TenantScope) => database.owner<
  { invited: string; inviter: string; ordered: string | null; registered: boolean; paid: boolean }[]
>`
  select m.code as invited, i.code as inviter, to_char(to_timestamp(r.ordered_at / 1000.0) at time zone 'UTC', 'HH24:MI') as ordered,
         r.registered_told is not null as registered, r.ordered_told is not null as paid
  from referrals r join members m on m.tenant_id = r.tenant_id and m.id = r.invited_id join members i on i.tenant_id = r.tenant_id and i.id = r.inviter_id
  where r.tenant_id = ${tenantId} order by 1`
const logOf = async ({ tenantId }: TenantScope) =>
  (
    await database.owner<{ member: string; source: string; body: { invited: string; stage?: string } }[]>`
      select m.code as member, e.source, e.body from events e join members m on m.tenant_id = e.tenant_id and m.id = e.member_id
      where e.tenant_id = ${tenantId} and e.type = 'member.referred' order by e.occurred_at, e.event_key`
  ).map(({ member, source, body }) => [member, source, body.invited, body.stage ?? 'registered'])
const pointsOf = async ({ tenantId }: TenantScope, code: string) =>
  (await database.owner<{ points: number }[]>`select points from members where tenant_id = ${tenantId} and code = ${code}`)[0]?.points
const jobs = ({ tenantId }: TenantScope) => database.owner<{ n: number }[]>`
  select count(*)::int as n from graphile_worker.jobs where key = ${`referrals:${tenantId}`}`
const sound = async (scope: TenantScope) => expect((await runDoctor(scope)).differences).toEqual([])

const pays = (stage: 'registered' | 'ordered', to: 'inviter' | 'invited', points: number): Effect => ({
  at: { kind: 'referred', pays: stage, to },
  gives: { kind: 'points', points },
  limits: {},
})
const referral = (scope: TenantScope) =>
  launchCampaign(scope, {
    kind: 'referral',
    name: '示例邀请有礼',
    intro: '',
    noticeDays: null,
    terms: {
      schedule: { from: '2026-01-01', on: { kind: 'every_day' } },
      audience: {},
      effects: [
        pays('registered', 'inviter', 10),
        pays('ordered', 'inviter', 100),
        pays('registered', 'invited', 5),
        pays('ordered', 'invited', 50),
      ],
    },
  })

test('the inviter is told of a registration and of a first order, once each, under two jobs at once', async () => {
  const scope = await shop()
  await referral(scope)
  expect((await applyEvents(scope, [joins('B', 'A')])).map(({ status }) => status)).toEqual(['applied'])
  expect(await jobs(scope)).toEqual([{ n: 1 }])
  await Promise.all([tellReferrals(scope), tellReferrals(scope)])
  expect([await pointsOf(scope, 'A'), await pointsOf(scope, 'B')]).toEqual([10, 5])
  await applyEvents(scope, [buys('B', '2026-05-06T01:30:00Z')])
  await applyEvents(scope, [buys('B', '2026-05-06T01:40:00Z')])
  await Promise.all([tellReferrals(scope), tellReferrals(scope)])
  expect(await tellReferrals(scope)).toBe(0)
  expect(await referralsOf(scope)).toEqual([{ invited: 'B', inviter: 'A', ordered: '01:30', registered: true, paid: true }])
  expect(await logOf(scope)).toEqual([
    ['A', 'rungs', 'B', 'registered'],
    ['A', 'rungs', 'B', 'ordered'],
  ])
  // A point for each yuan of both orders beside.
  expect([await pointsOf(scope, 'A'), await pointsOf(scope, 'B')]).toEqual([110, 57])
  await sound(scope)
})

test('one batch may bring in the inviter, the invited and the order', async () => {
  const scope = await shop()
  const answers = await applyEvents(scope, [told('C', { type: 'member.registered' }), joins('D', 'C'), buys('D', '2026-05-06T01:10:00Z')])
  expect(answers.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied'])
  await tellReferrals(scope)
  expect(await logOf(scope)).toEqual([
    ['C', 'rungs', 'D', 'registered'],
    ['C', 'rungs', 'D', 'ordered'],
  ])
  await sound(scope)
})

test('an order that arrives ahead of the registration is the first one, if it was paid behind it', async () => {
  const scope = await shop()
  await registerMembers(scope, [{ code: 'F', joinedAt: '2026-05-01T00:00:00Z' }])
  await applyEvents(scope, [buys('F', '2026-05-04T01:00:00Z'), buys('F', '2026-05-02T01:20:00Z')])
  await applyEvents(scope, [joins('F', 'A', '2026-05-01T00:00:00Z')])
  expect(await referralsOf(scope)).toEqual([{ invited: 'F', inviter: 'A', ordered: '01:20', registered: false, paid: false }])
  await tellReferrals(scope)
  await sound(scope)
})

test('an inviter who is not there, or oneself, is refused with a code and a field', async () => {
  const scope = await shop()
  const answers = await applyEvents(scope, [joins('B', 'nobody'), joins('A', 'A')])
  expect(answers.map(({ status, code, field }) => [status, code, field])).toEqual([
    ['refused', 'event.unknown_inviter', 'body.invited_by'],
    ['refused', 'event.invited_by_self', 'body.invited_by'],
  ])
  expect(await referralsOf(scope)).toEqual([])
  expect(await jobs(scope)).toEqual([{ n: 0 }])
})

test('a merchant that tells of referrals itself is not doubled', async () => {
  const scope = await shop()
  await referral(scope)
  await applyEvents(scope, [joins('B', 'A')])
  // With the same words, and with an instant of its own.
  await applyEvents(scope, [told('A', { type: 'member.referred', invited: 'B' }), buys('B', '2026-05-06T01:30:00Z')])
  await applyEvents(scope, [told('A', { type: 'member.referred', invited: 'B', stage: 'ordered' }, '2026-05-06T01:45:00Z')])
  await tellReferrals(scope)
  expect(await logOf(scope)).toEqual([
    ['A', 'app', 'B', 'registered'],
    ['A', 'app', 'B', 'ordered'],
  ])
  expect(await referralsOf(scope)).toMatchObject([{ registered: true, paid: true }])
  expect(await pointsOf(scope, 'A')).toBe(110)
})

test('a lost job is made again by the minute look, and one who has left is told no more', async () => {
  const scope = await shop()
  await applyEvents(scope, [joins('B', 'A')])
  await database.owner`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs where key = ${`referrals:${scope.tenantId}`}))`
  await lookForReferrals()
  expect(await jobs(scope)).toEqual([{ n: 1 }])
  await database.owner`update members set status = 'closed' where tenant_id = ${scope.tenantId} and code = 'A'`
  await tellReferrals(scope)
  expect(await logOf(scope)).toEqual([])
  await database.owner`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs where key = ${`referrals:${scope.tenantId}`}))`
  await lookForReferrals()
  expect(await jobs(scope)).toEqual([{ n: 0 }])
})
