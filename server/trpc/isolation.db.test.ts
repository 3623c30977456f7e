import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/server/platform/ids'
import { roles } from '@/server/platform/scope'
import { type Answer, callOver, cookieOf, procedures } from './fixtures/browser'
import { type Fixture, type Fixtures, mintWorld, type Person, type Place, type World } from './fixtures/fixture'
import { idsIn, valueAt, withValueAt } from './fixtures/ids'

const database = testDatabase()
const callers = [...roles, 'stranger', 'key', 'none'] as const
type Caller = (typeof callers)[number]

let ours: World
let theirs: World
const matrix = new Map<string, string>()

/** Ids that must never stand in an answer: those of the other merchant, and for the store manager, those of the other store. */
const alien = { merchant: new Set<string>(), store: new Set<string>() }

beforeAll(async () => {
  ours = await mintWorld()
  theirs = await mintWorld()
  for (const id of [theirs.tenantId, theirs.near, theirs.far, ...roles.map((role) => theirs.people[role].userId)]) alien.merchant.add(id)
  alien.store.add(ours.far)
  // Everything that any input could name exists before the first answer is read.
  for (const path of Object.keys(procedures)) {
    const fixture = await fixtureOf(path)
    const inTheirs = await inputFor(fixture, theirs, { storeId: theirs.near, caller: theirs.people.owner })
    for (const at of idsIn(inTheirs, fixture.free)) alien.merchant.add(String(valueAt(inTheirs, at)))
    if (!may(fixture, 'store_manager')) continue
    const inFar = await inputFor(fixture, ours, { storeId: ours.far, caller: ours.people.store_manager })
    for (const at of idsIn(inFar, [...(fixture.free ?? []), ...(fixture.shared ?? [])])) alien.store.add(String(valueAt(inFar, at)))
  }
}, 120_000)

const fixtureOf = async (path: string): Promise<Fixture> => {
  const [word = '', name = ''] = path.split('.')
  const file = (await import(`./fixtures/${word}.ts`).catch(() => ({ fixtures: {} }))) as { fixtures: Fixtures }
  const found = file.fixtures[name]
  if (!found) throw new Error(`server/trpc/fixtures/${word}.ts has no fixture for ${path}`)
  return found
}

const inputFor = async (fixture: Fixture, world: World, place: Place) => (await fixture.input?.(world, place)) ?? {}

const personOf = (caller: Caller): Person | null =>
  caller === 'stranger' ? theirs.people.owner : caller === 'key' || caller === 'none' ? null : ours.people[caller]

async function callAs(caller: Caller, path: string, input: unknown): Promise<Answer> {
  const person = personOf(caller)
  const headers = caller === 'key' ? { authorization: 'Bearer rk_live_made-up' } : undefined
  return callOver(path, input, { cookie: person ? await cookieOf(person.userId) : undefined, slug: ours.slug, headers })
}

/** The content of every table but those that only say who looked when. */
async function contents(): Promise<string> {
  const tables = await database.owner<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('sessions', 'rate_limits') order by 1`
  const digests = tables.map(({ name }) => `(select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from ${name} t)`)
  const [row] = await database.owner.unsafe<{ digest: string }[]>(`select concat_ws(' ', ${digests.join(', ')}) as digest`)
  return row?.digest ?? ''
}

const auditRows = async () => (await database.owner<{ n: number }[]>`select count(*) as n from audit_log`)[0]?.n ?? 0

const may = (fixture: Fixture, caller: Caller): boolean => {
  if (fixture.allowed === 'anybody') return true
  if (fixture.allowed === 'signed_in') return caller !== 'key' && caller !== 'none'
  return fixture.allowed.some((role) => role === caller)
}

/** What somebody who may not is told: nobody knows a merchant that is not theirs. */
const refusalOf: Record<Caller, [status: number, code: string]> = {
  owner: [403, 'access.forbidden'],
  operator: [403, 'access.forbidden'],
  store_manager: [403, 'access.forbidden'],
  stranger: [404, 'tenant.not_found'],
  key: [401, 'access.not_signed_in'],
  none: [401, 'access.not_signed_in'],
}

describe.each(Object.keys(procedures))('%s', (path) => {
  const isQuery = procedures[path]?._def.type === 'query'

  test.each(callers)('called by %s', async (caller) => {
    const fixture = await fixtureOf(path)
    const input = await inputFor(fixture, ours, { storeId: ours.near, caller: personOf(caller) })
    const [before, rows] = [await contents(), await auditRows()]
    const answer = await callAs(caller, path, input)
    matrix.set(`${path} ${caller}`, answer.status === 200 ? 'yes' : `${answer.status} ${answer.code}`)
    if (caller !== 'stranger') expect([...alien.merchant].filter((id) => answer.body.includes(id))).toEqual([])
    if (caller === 'store_manager') expect([...alien.store].filter((id) => answer.body.includes(id))).toEqual([])
    if (may(fixture, caller)) {
      expect(answer.status, answer.body).toBe(200)
      // A query leaves everything as it was; a change is written down by whom it was made.
      if (isQuery) expect(await contents()).toBe(before)
      else if (!fixture.unaudited && personOf(caller)) expect(await auditRows(), 'rows in the audit log').toBeGreaterThan(rows)
    } else {
      expect([answer.status, answer.code]).toEqual(refusalOf[caller])
      expect(await contents()).toBe(before)
    }
  })

  test('an id of another merchant is as unknown as a made-up one', async () => {
    const fixture = await fixtureOf(path)
    const caller = rightfulCaller(fixture)
    const place = { storeId: ours.near, caller: personOf(caller) }
    const input = await inputFor(fixture, ours, place)
    const foreign = await inputFor(fixture, theirs, { storeId: theirs.near, caller: theirs.people.owner })
    for (const at of idsIn(input, fixture.free)) await sameAsMadeUp(path, fixture, caller, input, at, foreign)
    // The same input as it was meant: what was refused above was refused for the id alone.
    expect((await callAs(caller, path, input)).status).toBe(200)
  })

  test('an id of another store is as unknown as a made-up one', async () => {
    const fixture = await fixtureOf(path)
    if (!Array.isArray(fixture.allowed) || !fixture.allowed.includes('store_manager')) return
    const caller = ours.people.store_manager
    const input = await inputFor(fixture, ours, { storeId: ours.near, caller })
    const far = await inputFor(fixture, ours, { storeId: ours.far, caller })
    for (const at of idsIn(input, [...(fixture.free ?? []), ...(fixture.shared ?? [])])) {
      await sameAsMadeUp(path, fixture, 'store_manager', input, at, far)
    }
    expect((await callAs('store_manager', path, input)).status).toBe(200)
  })
})

const rightfulCaller = (fixture: Fixture): Caller =>
  may(fixture, 'owner') ? 'owner' : may(fixture, 'operator') ? 'operator' : 'store_manager'

async function sameAsMadeUp(path: string, fixture: Fixture, caller: Caller, input: unknown, at: string, foreign: unknown) {
  const alien = valueAt(foreign, at)
  if (typeof alien !== 'string') throw new Error(`${path}: the fixture gives no id at ${at} in the other place`)
  const made = newId()
  const before = await contents()
  const [known, unknown] = [
    await callAs(caller, path, withValueAt(input, at, alien)),
    await callAs(caller, path, withValueAt(input, at, made)),
  ]
  expect(await contents(), `${path}: something was written`).toBe(before)
  expect(known.status, `${path} ${at}: ${known.body}`).toBe(fixture.filters?.includes(at) ? 200 : 404)
  expect(known.body.replaceAll(alien, '<id>')).toBe(unknown.body.replaceAll(made, '<id>'))
}

test('who may do what is as reviewed', async () => {
  const width = Math.max(...Object.keys(procedures).map((path) => path.length)) + 2
  const head = `${'procedure'.padEnd(width)}${callers.map((caller) => caller.padEnd(28)).join('')}`.trimEnd()
  const lines = Object.keys(procedures)
    .sort()
    .map((path) =>
      `${path.padEnd(width)}${callers.map((caller) => (matrix.get(`${path} ${caller}`) ?? '?').padEnd(28)).join('')}`.trimEnd(),
    )
  await expect(`${[head, ...lines].join('\n')}\n`).toMatchFileSnapshot('./role-matrix.txt')
})
