import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { asking, mintTemplate } from '@/db/testing/checkout'
import { mintTenant } from '@/db/testing/mint'
import { issueCoupons } from '@/server/coupon/issue-coupons'
import { localDay } from '@/server/engine/calendar/zone'
import { type CheckoutPolicy, plainCheckout } from '@/server/engine/checkout/policy'
import type { CouponTerms } from '@/server/engine/coupon/template'
import { createKey } from '@/server/key/create-key'
import { registerMembers } from '@/server/member/register-members'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { applyEvents } from '@/server/program/apply-events'
import { lockMembersById } from '@/server/program/member-rows'
import { templates } from '@/server/program/templates/catalogue'
import { atMost, type Figure, median, told } from './measure'
import { zone } from './orders'
import { ownerPool } from './written'

const root = fileURLToPath(new URL('..', import.meta.url))
const PER_SECOND = 200
/** A key may call fifty times a second. */
const KEYS = 8
const MEMBERS = 400
const ROUND_MS = 5_000
const ROUNDS = 5
/** For so long the last answers are waited for. */
const DRAIN_MS = 10_000

/** Quotes over HTTP at a constant rate, beside a handler that authenticates alike and answers the same rows as they are. */
export async function quotes(): Promise<Figure[]> {
  const calls = await ground()
  const child = spawn(process.execPath, [...process.execArgv, path.join(root, 'bench/quotes-server.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const port = await portOf(child)
    child.stdout?.pipe(process.stderr)
    const agent = new Agent({ keepAlive: true, maxSockets: 64 })
    const [mine, floor]: [Measured, Measured] = [
      { to: '/api/v1/quotes', rounds: [], work: 0 },
      { to: '/floor', rounds: [], work: 0 },
    ]
    for (const { to } of [mine, floor]) await constantly(agent, port, to, calls, ROUND_MS / 2)
    for (let round = 0; round < ROUNDS; round++) {
      for (const measured of [mine, floor]) {
        const before = await usedBy(agent, port)
        measured.rounds.push(await constantly(agent, port, measured.to, calls, ROUND_MS))
        measured.work += (await usedBy(agent, port)) - before
      }
    }
    agent.destroy()
    const at = ({ rounds }: Measured, part: number) => median(rounds.map((times) => quantile(times, part)))
    // Round by round, each beside its neighbour, so that a stall from outside tells on one of them and not on the figure.
    const beside = (part: number) =>
      median(mine.rounds.map((times, i) => quantile(times, part) / quantile(floor.rounds[i] as number[], part)))
    const work = ({ rounds, work }: Measured) => work / rounds.flat().length
    return [
      told('quotes.p50', at(mine, 0.5), 'ms'),
      told('quotes.p99', at(mine, 0.99), 'ms'),
      told('quotes.floor.p50', at(floor, 0.5), 'ms'),
      told('quotes.floor.p99', at(floor, 0.99), 'ms'),
      told('quotes.work', work(mine), 'ms of one core'),
      told('quotes.floor.work', work(floor), 'ms of one core'),
      told('quotes.vs.floor.p50', beside(0.5), 'times'),
      atMost('quotes.vs.floor.p99', beside(0.99), 'times', 2),
    ]
  } finally {
    child.kill()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
}

type Call = { key: string; body: string }

/** How long each call of each round took, and what the server's process worked for all of them. */
type Measured = { to: string; rounds: number[][]; work: number }

const quantile = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * part)] as number

const usedBy = async (agent: Agent, port: number): Promise<number> => Number(await call(agent, port, '/used', { key: '', body: '{}' }))

/** Calls at a constant rate, whatever the answers take, and answers how long each took from when it was due. */
async function constantly(agent: Agent, port: number, to: string, calls: Call[], forMs: number): Promise<number[]> {
  const count = Math.round((forMs / 1000) * PER_SECOND)
  const begin = performance.now()
  const under: Promise<number>[] = []
  for (let i = 0; i < count; i++) {
    const due = begin + (i * 1000) / PER_SECOND
    const early = due - performance.now()
    if (early > 0) await wait(early)
    const took = call(agent, port, to, calls[i % calls.length] as Call).then(() => performance.now() - due)
    // One that fails is told of at the end, with all of them.
    took.catch(() => {})
    under.push(took)
  }
  const late = wait(DRAIN_MS, undefined, { ref: false }).then(() => {
    throw new Error(`${to} does not keep up with ${PER_SECOND} calls a second on this machine as it is`)
  })
  return Promise.race([Promise.all(under), late])
}

const call = (agent: Agent, port: number, to: string, { key, body }: Call): Promise<string> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const sent = request({ agent, port, host: '127.0.0.1', path: to, method: 'POST', headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(Buffer.concat(chunks).toString())
        else reject(new Error(`${to} answers ${answer.statusCode}: ${Buffer.concat(chunks)}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })

async function portOf(child: ChildProcess): Promise<number> {
  const [line] = (await Promise.race([
    once(child.stdout as NodeJS.ReadableStream, 'data'),
    once(child, 'exit').then(() => {
      throw new Error('the measured server did not start')
    }),
  ])) as [Buffer]
  return Number(String(line))
}

const checkout: CheckoutPolicy = {
  ...plainCheckout,
  reductions: [
    {
      id: 'all',
      name: '示例满减',
      enabled: true,
      by: 'amount',
      reads: 'current',
      scope: {},
      rungs: [
        { least: 10_000, off: 1_000 },
        { least: 20_000, off: 3_000 },
      ],
    },
    {
      id: 'tea',
      name: '示例茶饮',
      enabled: true,
      by: 'quantity',
      reads: 'current',
      scope: { categories: ['tea'] },
      rungs: [{ least: 3, offBps: 500 }],
    },
  ],
  pointsAsCash: { points: 100, worth: 100, maxShareBps: 5_000 },
}

const terms: Partial<CouponTerms>[] = [
  { value: { kind: 'fixed', off: 500 }, group: 'a' },
  { value: { kind: 'percent', offBps: 1_000, cap: 3_000 }, group: 'b' },
  { thresholds: [{ reads: 'current', least: 30_000 }] },
  { value: { kind: 'free_shipping' }, group: 'c' },
  { scope: { categories: ['cake'] } },
]

/** A merchant whose members have bought before and hold coupons, and the calls that are made, each for another member. */
async function ground(): Promise<Call[]> {
  const program = { ...templates.ecommerce({ language: 'zh', currency: 'CNY', timeZone: zone }), checkout }
  const { scope } = await mintTenant({ program, timeZone: zone })
  const codes = Array.from({ length: MEMBERS }, (_, i) => `Q${i}`)
  const answers = await registerMembers(
    scope,
    codes.map((code) => ({ code, joinedAt: '2026-01-01T00:00:00Z' })),
  )
  await applyEvents(scope, codes.flatMap(ordersOf))
  await giveCoupons(
    scope,
    answers.flatMap((answer) => (answer.status === 'new' ? answer.memberId : [])),
  )
  await ownerPool().unsafe('vacuum analyze')
  const keys = await Promise.all(Array.from({ length: KEYS }, () => createKey(scope, { name: '示例', scopes: ['checkout:write'] })))
  return codes.map((code, i) => {
    const { member, cart, choices } = asking(code, linesOf(i), { points: 'most' }, { shipping: 800 })
    return { key: keys[i % KEYS]?.key ?? '', body: JSON.stringify({ member, ...cart, choices }) }
  })
}

const ordersOf = (member: string) =>
  [1, 2].map((n) => ({
    source: 'till',
    event_id: `${member}-${n}`,
    member,
    occurred_at: `2026-0${n + 1}-01T10:00:00Z`,
    body: { type: 'order.paid', order_no: `${member}-${n}`, amount: 20_000 + n * 100 },
  }))

const linesOf = (i: number) =>
  Array.from({ length: 5 }, (_, n) => ({
    sku: `S${(i * 7 + n) % 40}`,
    category: ['tea', 'cup', 'cake'][(i + n) % 3],
    quantity: 1 + (n % 3),
    amount: 1_500 + ((i * 31 + n * 17) % 60) * 100,
  }))

async function giveCoupons(scope: TenantScope, memberIds: string[]): Promise<void> {
  const made = await Promise.all(terms.map((one) => mintTemplate(scope, one)))
  const today = localDay(zone, Date.now())
  await inTenant(scope, 'coupon:issue', async (tx) => {
    await lockMembersById(tx, memberIds)
    const wants = memberIds.flatMap((memberId) =>
      made.map((templateId) => ({
        memberId,
        templateId,
        count: 1,
        origin: 'hand' as const,
        issueKey: `bench:${templateId}`,
        cause: 'bench',
      })),
    )
    await issueCoupons(tx, today, wants)
  })
}
