import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { launchCampaign } from '@/db/testing/campaign'
import { budgets, diceOf, FIRST, LAST, YearBook, yearOfCampaigns } from '@/db/testing/campaign-year'
import { testDatabase } from '@/db/testing/database'
import { mallProgram } from '@/db/testing/mall-program'
import { mintTenant } from '@/db/testing/mint'
import { plus } from '@/db/testing/plain-dates'
import { CampaignKind } from '@/server/engine/campaign/campaign'
import type { Refusal } from '@/server/platform/refusal'
import { systemScope, type TenantScope } from '@/server/platform/scope'
import { advanceTenant } from '@/server/program/advance-tenant'
import { applyEvents } from '@/server/program/apply-events'
import { runDoctor } from '@/server/program/doctor'
import { aTemplate } from '@/server/trpc/fixtures/coupon'
import { claimCampaign } from './claim-campaign'
import { runEffect } from './run-effect'
import { startRuns } from './start-runs'
import { tellReferrals } from './tell-referrals'

const database = testDatabase()
const night = process.env.RUNGS_NIGHT === '1'
/** `npm run night -- campaign-year` has so many members, and workers of its own of which some are killed. */
const many = Number(process.env.RUNGS_YEAR_MEMBERS ?? 2_000)
const size = night
  ? { members: many, joining: many / 5, orders: many / 50, checkIns: many / 40, workers: 3, kills: 20 }
  : { members: 40, joining: 40, orders: 3, checkIns: 4, workers: 2, kills: 0 }

const workers: ChildProcess[] = []
const killed: ChildProcess[] = []
/** How often one was killed with a job in hand. */
let interrupted = 0
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())
afterAll(() => {
  for (const worker of workers) worker.kill('SIGKILL')
})

const dice = diceOf(2_028)
const local = (day: string, time: string): string => new Date(`${day}T${time}:00+08:00`).toISOString()
const moveTo = (day: string, time: string) => void vi.setSystemTime(new Date(local(day, time)))

async function startWorker(): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', 'db/testing/year-worker.ts'], {
    env: process.env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  if ((await heardFrom(worker)) === 'exit') throw new Error('a worker did not start')
  return worker
}

/** Waits for a worker to say something, or to be gone. */
async function heardFrom(worker: ChildProcess): Promise<'message' | 'exit'> {
  const heard = new AbortController()
  const first = (['message', 'exit'] as const).map((name) => once(worker, name, { signal: heard.signal }).then(() => name))
  return Promise.race(first).finally(() => heard.abort())
}

/** Everything that is due at this moment, by workers in this process that each stop now and then and are in each other's way. */
async function workHere(scope: TenantScope): Promise<void> {
  await Promise.all(Array.from({ length: 1 + dice(size.workers) }, () => startRuns(scope)))
  const runs = await openRuns(scope)
  const worker = async (turned: string[]) => {
    for (const id of turned) while ((await runEffect(scope, id, () => dice(2) === 0)) === 'running');
  }
  // Most days one is enough.
  await Promise.all([worker(runs), ...(dice(4) === 0 ? [worker(runs.toReversed())] : [])])
  await tellReferrals(scope)
}

const openRuns = async ({ tenantId }: TenantScope) =>
  (
    await database.owner<{ id: string }[]>`
      select id from campaign_runs where tenant_id = ${tenantId} and status in ('queued', 'running') order by id`
  ).map(({ id }) => id)
/** Jobs that are still to be done; one that was at work when another took its place is left lying once its worker is killed. */
const jobs = async () =>
  (await database.owner<{ n: number }[]>`select count(*)::int as n from graphile_worker.jobs where attempts < max_attempts`)[0]?.n ?? 0

/** The same by processes of their own, one of which may be killed in the middle of it. */
async function workApart(scope: TenantScope, kills: boolean): Promise<void> {
  for (let round = 0; round === 0 || (await jobs()) > 0 || (await openRuns(scope)).length > 0; round++) {
    while (workers.length < size.workers) workers.push(await startWorker())
    const over = workers.map(async (worker) => {
      worker.send(Date.now())
      await heardFrom(worker)
    })
    if (kills && round === 0) {
      await wait(dice(400))
      const victim = workers.splice(dice(workers.length), 1)[0] as ChildProcess
      victim.kill('SIGKILL')
      killed.push(victim)
    }
    await Promise.all(over)
    // What the worker's heartbeat does half a minute later: nobody is at work any more who could hold a job.
    const held = await database.owner<
      { id: string }[]
    >`select distinct locked_by as id from graphile_worker.jobs where locked_by is not null`
    if (held.length > 0) interrupted++
    await database.owner`select graphile_worker.force_unlock_workers(${held.map(({ id }) => id)}::text[])`
    for (const [i, { exitCode }] of [...workers.entries()].reverse())
      if (exitCode !== null) throw new Error(`worker ${i} ended with ${exitCode}`)
  }
}

let told = 0
const event = (member: string, day: string, body: object) => ({
  source: 'app',
  event_id: `y${++told}`,
  member,
  occurred_at: local(day, `${String(8 + dice(12)).padStart(2, '0')}:${String(dice(60)).padStart(2, '0')}`),
  body,
})

const anyBirthday = (): [number, number] => {
  const day = plus(FIRST, dice(366))
  return dice(12) === 0 ? [2, 29] : [Number(day.slice(5, 7)), Number(day.slice(8, 10))]
}
const written = ([month, date]: readonly [number, number]) => `${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`

/** Those who are there before the year: most with a birthday, half with an order. */
async function people(scope: TenantScope, book: YearBook): Promise<void> {
  const facts = Array.from({ length: size.members }, (_, i) => {
    const code = `M${i}`
    const birthday = dice(5) === 0 ? null : anyBirthday()
    const bought = dice(2) === 0 ? plus('2027-12-25', -dice(80)) : null
    book.add(code, birthday, bought, bought === null ? 0 : 60_00)
    return [
      event(code, '2027-09-01', { type: 'member.registered' }),
      ...(birthday === null ? [] : [event(code, '2027-09-02', { type: 'member.profile_changed', birthday: written(birthday) })]),
      ...(bought === null ? [] : [event(code, bought, { type: 'order.paid', order_no: `o${told}`, amount: 60_00 })]),
    ]
  }).flat()
  await send(scope, facts)
}

async function send(scope: TenantScope, facts: object[]): Promise<void> {
  for (let i = 0; i < facts.length; i += 1_000)
    for (const answer of await applyEvents(scope, facts.slice(i, i + 1_000)))
      if (answer.status !== 'applied') throw new Error(`${answer.event_id}: ${answer.status} ${answer.code}`)
}

/** What members do on a day. */
async function doings(scope: TenantScope, book: YearBook, day: string, sample: string, claimed: Set<string>): Promise<void> {
  const codes = [...book.people.keys()]
  const anybody = (): string => codes[dice(codes.length)] as string
  const facts: { member: string; occurred_at: string }[] = []
  for (let i = book.counts.registered; i < size.joining && dice(366) < size.joining; i++) {
    const [code, by] = [`N${i}`, dice(2) === 0 ? anybody() : null]
    facts.push(event(code, day, { type: 'member.registered', ...(by === null ? {} : { invited_by: by }) }))
    book.register(code, by)
    if (dice(3) === 0) break
  }
  const buyers = new Set(Array.from({ length: dice(size.orders * 2) }, anybody))
  for (const code of buyers) {
    const amount = (20 + dice(120)) * 100
    facts.push(event(code, day, { type: 'order.paid', order_no: `o${told}`, amount }))
    book.order(code, day, amount)
  }
  // The same few come again and again, so that rows of days come about.
  for (let i = 0; i < size.checkIns; i++)
    if (dice(5) > 0) {
      facts.push(event(`M${i}`, day, { type: 'member.checked_in' }))
      book.checkIn(`M${i}`, day)
    }
  for (let i = dice(4); i > 2; i--) {
    const [code, birthday] = [anybody(), anyBirthday()]
    facts.push(event(code, day, { type: 'member.profile_changed', birthday: written(birthday) }))
    book.born(code, birthday)
  }
  await send(scope, facts)
  const member = anybody()
  if (claimed.has(member)) return
  const outcome = await claimCampaign(scope, { member: { code: member }, campaignId: sample, requestKey: `${day} ${member}` }).catch(
    (error: Refusal) => error.code,
  )
  if (typeof outcome === 'string') expect([outcome, claimed.size]).toEqual(['campaign.budget_used', budgets.samples])
  else claimed.add(member)
}

type Granted = { campaign: string; effect: number; occasion: string; member: string; day: string; amount: number }

test('a leap year of all kinds of campaigns gives each its own, once, on its date', { timeout: night ? 7_200_000 : 600_000 }, async () => {
  moveTo('2027-12-31', '20:00')
  const { scope: owner, tenantId } = await mintTenant({ program: mallProgram, enrolsUnknown: true })
  const scope = systemScope(tenantId, 'year')
  const book = new YearBook()
  await people(scope, book)
  const drafts = yearOfCampaigns(await aTemplate({ scope: owner }))
  expect(new Set(Object.values(drafts).map(({ kind }) => kind))).toEqual(new Set(CampaignKind.options))
  const ids: Record<string, string> = {}
  for (const [name, draft] of Object.entries(drafts)) ids[name] = await launchCampaign(owner, draft, { at: Date.now() })

  const deaths = new Set<string>()
  while (deaths.size < size.kills) deaths.add(plus(FIRST, dice(366)))
  const claimed = new Set<string>()
  for (let day = FIRST; day <= LAST; day = plus(day, 1)) {
    moveTo(day, '00:05')
    if (night && day.endsWith('-01')) process.stderr.write(`${day} ${book.grants.length}\n`)
    book.morning(day)
    await advanceTenant(scope)
    if (night) await workApart(scope, deaths.has(day))
    else await workHere(scope)
    moveTo(day, '21:00')
    await doings(scope, book, day, ids.sample as string, claimed)
  }
  moveTo(plus(LAST, 1), '00:05')
  if (night) await workApart(scope, false)
  else await workHere(scope)
  expect(killed).toHaveLength(size.kills)
  expect(interrupted).toBeGreaterThanOrEqual(size.kills / 10)

  const nameOf = new Map(Object.entries(ids).map(([name, id]) => [id, name]))
  const granted = (
    await database.owner<Granted[]>`
      select g.campaign_id as campaign, g.effect, g.occasion, m.code as member, g.day::text, g.amount
      from campaign_grants g join members m on m.tenant_id = g.tenant_id and m.id = g.member_id where g.tenant_id = ${tenantId}`
  ).map((grant) => ({ ...grant, campaign: nameOf.get(grant.campaign) as string }))
  const isWaking = ({ campaign, effect }: Granted) => campaign === 'winBack' && effect === 1
  const byTime = granted.filter((grant) => grant.campaign !== 'sample' && !isWaking(grant))
  const told = byTime.map(({ campaign, effect, occasion, member, day }) => [campaign, effect, occasion, member, day].join(' '))
  expect(book.grants.length).toBeGreaterThan(size.members * 40)
  expect(told.sort()).toEqual([...book.grants].sort())

  const birthdays = granted.filter(({ occasion }) => occasion.startsWith('birthday:'))
  expect(new Set(birthdays.map(({ campaign, member }) => `${campaign} ${member}`)).size).toBe(birthdays.length)

  // Within their budgets, and to those who had slept.
  const wakings = granted.filter(isWaking)
  for (const { member, occasion } of wakings) expect(book.wakeable).toContain(`${member} ${occasion}`)
  const sum = (of: Granted[]) => of.reduce((total, { amount }) => total + amount, 0)
  expect(sum(wakings)).toBe(Math.min(budgets.wakings, book.wakeable.size * 10))
  for (const day of new Set(wakings.map((grant) => grant.day)))
    expect(sum(wakings.filter((grant) => grant.day === day))).toBeLessThanOrEqual(budgets.wakingsADay)
  expect(
    granted
      .filter(({ campaign }) => campaign === 'sample')
      .map(({ member }) => member)
      .sort(),
  ).toEqual([...claimed].sort())

  expect(await pointsOf(tenantId, ids)).toEqual({
    registration: book.counts.registered * 20,
    firstOrder: book.counts.firstOrders * 30,
    checkIn: book.counts.rows * 7,
    inviter: book.counts.invited * 10,
    inviterOrdered: book.counts.invitedBuyers * 40,
    invited: book.counts.invited * 5,
    birthdayDay: birthdays.filter(({ campaign }) => campaign === 'birthdayDay').length * 50,
  })
  const handed = await database.owner<{ campaign: string; n: number }[]>`
    select campaign_id as campaign, count(*)::int as n from campaign_goods where tenant_id = ${tenantId} group by 1`
  const goods = Object.fromEntries(handed.map(({ campaign, n }) => [nameOf.get(campaign), n]))
  expect(goods).toMatchObject({
    afterPayment: Math.min(budgets.paid, book.counts.bigOrders),
    upgrade: book.counts.upgrades,
    gift: book.counts.gifts,
    sample: claimed.size,
  })
  const issued = await database.owner<{ campaign: string; n: number }[]>`
    select campaign_id as campaign, count(*)::int as n from coupons where tenant_id = ${tenantId} group by 1`
  const wanted = (name: string) => book.grants.filter((grant) => grant.startsWith(`${name} `)).length
  expect(Object.fromEntries(issued.map(({ campaign, n }) => [nameOf.get(campaign), n]))).toEqual({
    memberDay: wanted('memberDay'),
    birthdayMonth: wanted('birthdayMonth'),
    winBack: wanted('winBack'),
    welcome: book.counts.registered,
  })
  const [notices] = await database.owner`select count(*)::int as n from outbox where tenant_id = ${tenantId} and topic = 'campaign.notice'`
  expect(notices).toEqual({ n: book.notices })

  const [runs] = await database.owner`
    select count(*) filter (where status <> 'done')::int as open, count(*)::int > 366 * 5 as many from campaign_runs where tenant_id = ${tenantId}`
  expect(runs).toEqual({ open: 0, many: true })
  const states = await database.owner`select distinct state from campaigns where tenant_id = ${tenantId}`
  expect(states).toEqual([{ state: 'ended' }])
  expect((await runDoctor(scope)).differences).toEqual([])
})

/** What effects of campaigns have given in points, by the ledger. */
async function pointsOf(tenantId: string, ids: Record<string, string>) {
  const rows = await database.owner<{ rule: string; n: number }[]>`
    select rule_id as rule, sum(case when from_account = 'issued' then amount else 0 end)::int as n
    from ledger_entries where tenant_id = ${tenantId} and unit = 'points' and starts_with(rule_id, 'campaign:') group by 1`
  const of = (name: string, place = 0) => rows.find(({ rule }) => rule === `campaign:${ids[name]}:${place}`)?.n ?? 0
  return {
    registration: of('registration'),
    firstOrder: of('firstOrder'),
    checkIn: of('checkIn'),
    inviter: of('referral', 0),
    inviterOrdered: of('referral', 1),
    invited: of('referral', 2),
    birthdayDay: of('birthdayDay'),
  }
}
