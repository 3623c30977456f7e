import { beforeAll, describe, expect, test, vi } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { type MintedTenant, mintTenant } from '@/db/testing/mint'
import { Refusal } from '@/server/platform/refusal'
import { contextOf } from './context'
import { browser, callOver, cookieOf, procedures } from './fixtures/browser'
import { handleRequest } from './handle-request'
import { createCallerFactory, publicProcedure, router } from './init'

const database = testDatabase()
let tenant: MintedTenant
beforeAll(async () => {
  tenant = await mintTenant()
})

const mutations = Object.keys(procedures).filter((path) => procedures[path]?._def.type === 'mutation')
const queries = Object.keys(procedures).filter((path) => procedures[path]?._def.type === 'query')

describe('a page of another site', () => {
  const attacks: [string, Record<string, string>][] = [
    ['cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['sibling subdomain', { 'sec-fetch-site': 'same-site' }],
    ['old browser', { origin: 'https://evil.example', host: '127.0.0.1' }],
    ['form', { 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain' }],
  ]
  test.each(mutations)('cannot call %s', async (path) => {
    const cookie = await cookieOf(tenant.userId)
    for (const [name, headers] of attacks) {
      const response = await handleRequest(
        new Request(`http://127.0.0.1/api/trpc/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', cookie, 'x-rungs-tenant': tenant.slug, ...headers },
          body: '{}',
        }),
      )
      expect(response.status, name).toBe(403)
    }
    expect(await database.owner`select id from audit_log where tenant_id = ${tenant.tenantId}`).toHaveLength(0)
  })

  test.each(mutations)('cannot reach %s by a link', async (path) => {
    const response = await handleRequest(
      new Request(`http://127.0.0.1/api/trpc/${path}`, {
        headers: { cookie: await cookieOf(tenant.userId), 'x-rungs-tenant': tenant.slug },
      }),
    )
    expect(response.status).toBe(405)
  })
})

test('a request of more than twenty calls is refused', async () => {
  const path = Array.from({ length: 21 }, () => 'account.session').join(',')
  const ask = (paths: string) => handleRequest(new Request(`http://127.0.0.1/api/trpc/${paths}?batch=1`))
  expect((await ask(path)).status).toBe(400)
  expect((await ask('account.session,account.session')).status).toBe(200)
})

test('a call that says nothing needs no body', async () => {
  const cookie = await cookieOf(tenant.userId)
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie }
  const response = await handleRequest(new Request('http://127.0.0.1/api/trpc/account.signOut', { method: 'POST', headers }))
  expect(response.status).toBe(200)
  const wanting = await handleRequest(new Request('http://127.0.0.1/api/trpc/account.signIn', { method: 'POST', headers }))
  expect(wanting.status).toBe(400)
})

test('nothing is kept by a cache', async () => {
  const response = await handleRequest(new Request('http://127.0.0.1/api/trpc/account.session'))
  expect(response.headers.get('cache-control')).toBe('no-store')
})

test('input of a wrong shape is told by path and code, in no language', async () => {
  const answer = await browser().call('account.signUp', { merchantName: '', email: 'nobody', password: 'short', industry: 'mining' })
  expect(answer.fields).toEqual({ merchantName: 'too_small', email: 'invalid_format', password: 'too_small', industry: 'invalid_value' })
  expect(answer.body).not.toMatch(/expected|Invalid|Too small/)
})

describe('text that no database can hold', () => {
  const asked: [path: string, field: string, input: object][] = [
    ['store.create', 'name', { parentId: null, kind: 'store', code: 'S', name: '示例\0' }],
    ['member.list', 'q', { q: '\0' }],
    ['program.importFile', 'document.ladders.0.name', { document: { ladders: [{ name: 'a\0b' }] } }],
    ['account.signUp', 'merchantName', { merchantName: '\0', email: 'a@example.com', password: 'a long password', industry: 'retail' }],
    ['tenant.update', 'name', { name: 'half of a \ud83d character' }],
  ]
  test.each(asked)('is turned away by %s at %s', async (path, field, input) => {
    const answer = await callOver(path, input, { cookie: await cookieOf(tenant.userId), slug: tenant.slug })
    expect([answer.status, answer.fields]).toEqual([400, { [field]: 'request.unreadable' }])
  })

  test('names no merchant in an address', async () => {
    const visit = contextOf(new Headers({ cookie: await cookieOf(tenant.userId) }), new Headers(), `${tenant.slug}\0`)
    expect(await visit.membership()).toBeNull()
  })
})

test('a fault of ours is a number and no words, and is logged without them', async () => {
  const lines: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((line) => Boolean(lines.push(String(line))))
  const faulty = router({
    broken: publicProcedure.query(() => {
      throw new Error('duplicate 13800001234')
    }),
    refused: publicProcedure.query(() => {
      throw new Refusal('conflict', 'store.code_taken', { field: 'code' })
    }),
  })
  const caller = createCallerFactory(faulty)(contextOf(new Headers(), new Headers()))
  await expect(caller.broken()).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
  await expect(caller.refused()).rejects.toMatchObject({ code: 'CONFLICT', message: 'store.code_taken' })
  write.mockRestore()
  expect(lines.join('')).not.toContain('13800001234')
})

test('the slug of another merchant is as unknown as a made-up one', async () => {
  const other = await mintTenant()
  const cookie = await cookieOf(tenant.userId)
  for (const path of queries) {
    const answers = [await callOver(path, {}, { cookie, slug: other.slug }), await callOver(path, {}, { cookie, slug: 'm-made-up' })]
    expect(answers[0]?.body).toBe(answers[1]?.body)
  }
})
