import { hash } from '@node-rs/argon2'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { unsealSession } from '@/server/platform/auth/cookie'
import { warmUp } from '@/server/platform/auth/password'
import { newId } from '@/server/platform/ids'
import { browser, callOver } from '@/server/trpc/fixtures/browser'

const database = testDatabase()
const password = 'paper lantern 27 boats'
const anAddress = () => `${newId().slice(-12)}@example.com`

async function aMerchant(email = anAddress()) {
  const at = browser()
  const answer = await at.call('account.signUp', { merchantName: '示例商户', email, password, industry: 'bakery' })
  return { at, email, slug: (answer.data as { slug: string }).slug, answer }
}

/** Signed in from an address of its own, so that tests do not use up each other's tries. */
async function signedIn(email: string, ip: string, word = password) {
  const at = browser(ip)
  return { at, answer: await at.call('account.signIn', { email, password: word }) }
}

beforeAll(() => warmUp())

describe('sign-up', () => {
  test('makes a merchant with its owner, signs the owner in, and says so in the audit log', async () => {
    const { at, slug, email } = await aMerchant()
    const me = await at.call('account.me')
    expect(me.data).toMatchObject({ user: { email, locale: 'zh-CN' }, tenants: [{ slug, name: '示例商户', role: 'owner' }] })
    const tenant = await at.call('tenant.get', undefined, slug)
    expect(tenant.data).toMatchObject({ timeZone: 'Asia/Shanghai', currency: 'CNY', language: 'zh-CN', pointsName: '积分', locked: false })
    const audit = await at.call('audit.list', {}, slug)
    expect(audit.data).toMatchObject({ rows: [{ action: 'tenant.created', actorKind: 'operator' }], next: null })
  })

  test('an address that is taken leaves nothing behind', async () => {
    const { email } = await aMerchant()
    const [before] = await database.owner`select count(*) as n from tenants`
    const again = await browser().call('account.signUp', { merchantName: '示例', email: email.toUpperCase(), password, industry: 'retail' })
    expect(again).toMatchObject({ status: 409, code: 'account.email_taken' })
    expect((await database.owner`select count(*) as n from tenants`)[0]).toEqual(before)
  })

  test.each([
    ['too short', 'nine char', { fields: { password: 'too_small' } }],
    ['too long', 'x'.repeat(129), { fields: { password: 'too_big' } }],
    ['well known', 'password1234', { code: 'account.password_common' }],
    ['our own name', 'rungs123456', { code: 'account.password_own_words' }],
  ])('a password that is %s is refused', async (_, word, expected) => {
    const answer = await browser().call('account.signUp', { merchantName: '示例', email: anAddress(), password: word, industry: 'retail' })
    expect(answer).toMatchObject({ status: 400, ...expected })
  })

  test('64 letters and more are a password, and what is stored is argon2id at the agreed cost', async () => {
    const email = anAddress()
    const long = '长'.repeat(20) + 'some very long sentence of odd words '.repeat(2)
    expect((await browser().call('account.signUp', { merchantName: '示例', email, password: long, industry: 'retail' })).status).toBe(200)
    const [row] = await database.owner<{ h: string }[]>`select password_hash as h from users where email = ${email}`
    expect(row?.h).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect((await signedIn(email, '198.51.100.2', long)).answer.status).toBe(200)
  })
})

describe('sign-in', () => {
  test('an unknown address and a wrong password get the same bytes', async () => {
    const { email } = await aMerchant()
    const wrong = await callOver('account.signIn', { email, password: 'not the password' }, { ip: '198.51.100.3' })
    const unknown = await callOver('account.signIn', { email: anAddress(), password: 'not the password' }, { ip: '198.51.100.3' })
    expect(wrong.code).toBe('account.wrong_credentials')
    expect([unknown.status, unknown.body, unknown.setCookie]).toEqual([wrong.status, wrong.body, wrong.setCookie])
  })

  // A busy machine may blur one measurement, not three.
  test('and take the same time', { retry: 2 }, async () => {
    const { email } = await aMerchant()
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
    for (let i = 0; i < 30; i++) {
      for (const kind of ['known', 'unknown'] as const) {
        const started = performance.now()
        await callOver(
          'account.signIn',
          { email: kind === 'known' ? email : anAddress(), password: 'not the password' },
          { ip: `203.0.113.${i}` },
        )
        times[kind].push(performance.now() - started)
      }
    }
    const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
    expect(Math.abs(median(times.known) - median(times.unknown))).toBeLessThan(20)
  })

  test('ten tries, then a pause that grows; another address still gets in', async () => {
    const { email } = await aMerchant()
    const wrongTry = () => callOver('account.signIn', { email, password: 'not the password' }, { ip: '198.51.100.4' })
    for (let i = 0; i < 10; i++) expect((await wrongTry()).code).toBe('account.wrong_credentials')
    const refused = await wrongTry()
    expect(refused).toMatchObject({ status: 429, code: 'access.too_many' })
    expect(JSON.parse(refused.body).error.data.refusal.details.seconds).toBe(900)
    const right = await callOver('account.signIn', { email, password }, { ip: '198.51.100.4' })
    expect(right.code, 'even the right one has to wait').toBe('access.too_many')
    expect((await signedIn(email, '198.51.100.5')).answer.status).toBe(200)

    await database.owner`update rate_limits set expire = 1 where key not like 'sign-in:rounds%'`
    for (let i = 0; i < 10; i++) expect((await wrongTry()).code).toBe('account.wrong_credentials')
    expect(JSON.parse((await wrongTry()).body).error.data.refusal.details.seconds).toBe(1800)
  })

  test('twins at the same moment get no more tries than one after the other', async () => {
    const { email } = await aMerchant()
    const tries = Array.from({ length: 30 }, () =>
      callOver('account.signIn', { email, password: 'not the password' }, { ip: '198.51.100.6' }),
    )
    const codes = (await Promise.all(tries)).map((answer) => answer.code)
    expect(codes.filter((code) => code === 'account.wrong_credentials')).toHaveLength(10)
    expect(codes.filter((code) => code === 'access.too_many')).toHaveLength(20)
  })

  test('a right password forgets the wrong ones before it', async () => {
    const { email } = await aMerchant()
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 6; i++) await callOver('account.signIn', { email, password: 'not the password' }, { ip: '198.51.100.7' })
      expect((await signedIn(email, '198.51.100.7')).answer.status).toBe(200)
    }
  })

  test('an old hash is made anew', async () => {
    const { email } = await aMerchant()
    const old = await hash(password, { memoryCost: 8192, timeCost: 1, parallelism: 1 })
    await database.owner`update users set password_hash = ${old} where email = ${email}`
    expect((await signedIn(email, '198.51.100.8')).answer.status).toBe(200)
    const [row] = await database.owner<{ h: string }[]>`select password_hash as h from users where email = ${email}`
    expect(row?.h).toMatch(/m=19456,t=2,p=1/)
    expect((await signedIn(email, '198.51.100.8')).answer.status).toBe(200)
  })
})

describe('a session', () => {
  const isDead = async (cookie: string | undefined) => (await callOver('account.me', undefined, { cookie })).status === 401

  test('has an id of 256 bits, new at each sign-in, stored as a hash only', async () => {
    const { at, email } = await aMerchant()
    const other = await signedIn(email, '198.51.100.9')
    const ids = await Promise.all([at.cookie, other.at.cookie].map((cookie) => unsealSession(cookie?.split('=')[1])))
    expect(new Set(ids).size).toBe(2)
    expect(Buffer.from(ids[0] ?? '', 'base64url')).toHaveLength(32)
    const rows = await database.owner<{ h: string }[]>`select id_hash as h from sessions`
    expect(rows.some((row) => ids.includes(row.h))).toBe(false)
  })

  test('a copied cookie is dead after sign-out', async () => {
    const { at } = await aMerchant()
    const copy = at.cookie
    expect(await isDead(copy)).toBe(false)
    await at.call('account.signOut')
    expect(at.cookie).toBeUndefined()
    expect(await isDead(copy)).toBe(true)
  })

  test('signing in again in the same browser ends the session before', async () => {
    const { at, email } = await aMerchant()
    const copy = at.cookie
    await at.call('account.signIn', { email, password })
    expect(at.cookie).not.toBe(copy)
    expect(await isDead(copy)).toBe(true)
  })

  test('a new password ends the others and keeps this one', async () => {
    const { at, email, slug } = await aMerchant()
    const other = await signedIn(email, '198.51.100.10')
    expect((await at.call('account.changePassword', { current: 'not it at all', next: 'forty geese over water' })).code).toBe(
      'account.wrong_password',
    )
    const changed = await at.call('account.changePassword', { current: password, next: 'forty geese over water' })
    expect(changed.data).toEqual({ ended: 1 })
    expect(await isDead(at.cookie)).toBe(false)
    expect(await isDead(other.at.cookie)).toBe(true)
    expect((await signedIn(email, '198.51.100.10')).answer.code).toBe('account.wrong_credentials')
    expect((await signedIn(email, '198.51.100.10', 'forty geese over water')).answer.status).toBe(200)
    const audit = await at.call('audit.list', { subject: 'account' }, slug)
    expect((audit.data as { rows: { action: string }[] }).rows.map((row) => row.action)).toContain('account.password_changed')
  })

  test('signing out everywhere ends all of them', async () => {
    const { at, email } = await aMerchant()
    const other = await signedIn(email, '198.51.100.11')
    const copy = at.cookie
    expect((await at.call('account.signOutEverywhere')).data).toEqual({ ended: 2 })
    expect(await isDead(copy)).toBe(true)
    expect(await isDead(other.at.cookie)).toBe(true)
  })

  test.each([
    ['unused for 12 hours', "last_seen_at = now() - interval '12 hours 1 second'", true],
    ['used 11 hours ago', "last_seen_at = now() - interval '11 hours'", false],
    ['seven days old, though in use', "expires_at = now() - interval '1 second', last_seen_at = now()", true],
  ])('one that is %s', async (_, change, dead) => {
    const { at } = await aMerchant()
    await database.owner.unsafe(`update sessions set ${change}`)
    expect(await isDead(at.cookie)).toBe(dead)
  })

  test('a forged or cut cookie is nobody', async () => {
    const { at } = await aMerchant()
    expect(await isDead(`${at.cookie?.slice(0, -3)}abc`)).toBe(true)
    expect(await isDead('rungs-session=made-up')).toBe(true)
    expect(await isDead(undefined)).toBe(true)
  })
})

test('four hashes at once and no more', async () => {
  const { hashPassword, hashesRunning } = await import('@/server/platform/auth/password')
  let most = 0
  const watch = setInterval(() => (most = Math.max(most, hashesRunning())), 1)
  await Promise.all(Array.from({ length: 12 }, () => hashPassword('some odd words')))
  clearInterval(watch)
  expect(most).toBe(4)
  expect(hashesRunning()).toBe(0)
})
