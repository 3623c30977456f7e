import { describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import { newId } from '@/server/platform/ids'
import { browser, callOver, cookieOf } from '@/server/trpc/fixtures/browser'
import { acceptInvitation } from './accept-invitation'
import { changePerson } from './change-person'
import { invitePerson } from './invite-person'
import { listTeam } from './reads'
import { removePerson } from './remove-person'
import { withdrawInvitation } from './withdraw-invitation'

const database = testDatabase()
const password = 'paper lantern 27 boats'
const anAddress = () => `${newId().slice(-12)}@example.com`
let visitors = 0
const visit = () => ({ requestId: 'test', ip: `192.0.2.${visitors++ % 250}`, agent: null })
const refusal = (code: string) => expect.objectContaining({ code })

describe('an invitation', () => {
  test('is answered once, by a new person, with its own role and stores', async () => {
    const { scope, slug } = await mintTenant()
    const store = await mintStore(scope)
    const email = anAddress()
    const { token } = await invitePerson(scope, { email, role: 'store_manager', storeIds: [store.id] })
    const at = browser('192.0.2.251')
    expect((await at.call('team.invitation', { token })).data).toMatchObject({ merchant: '示例商户', email, role: 'store_manager' })
    expect((await at.call('team.accept', { token, name: '示例店长', password, role: 'owner' })).data).toEqual({ slug })
    expect((await at.call('account.me')).data).toMatchObject({ tenants: [{ slug, role: 'store_manager' }] })
    expect((await at.call('store.list', undefined, slug)).data).toMatchObject([{ id: store.id }])
    const again = await browser('192.0.2.251').call('team.accept', { token, name: '示例', password })
    expect(again).toMatchObject({ status: 404, code: 'team.invitation_dead' })
    const { people, invitations } = await listTeam(scope)
    expect(people.map((person) => person.role)).toEqual(['owner', 'store_manager'])
    expect(invitations).toEqual([])
  })

  test('stands in the database as a hash only', async () => {
    const { scope } = await mintTenant()
    const { token } = await invitePerson(scope, { email: anAddress(), role: 'operator', storeIds: [] })
    const rows = await database.owner<{ row: string }[]>`select i::text as row from invitations i union all select a::text from audit_log a`
    expect(rows.some(({ row }) => row.includes(token))).toBe(false)
    expect(token).toMatch(/^[0-9A-Za-z]{54}$/)
  })

  test.each([
    ['withdrawn', async (scope: Parameters<typeof invitePerson>[0], id: string) => withdrawInvitation(scope, { invitationId: id })],
    [
      'older than 72 hours',
      async (_: unknown, id: string) => void (await database.owner`update invitations set expires_at = now() where id = ${id}`),
    ],
  ])('%s is dead', async (_, kill) => {
    const { scope } = await mintTenant()
    const { id, token } = await invitePerson(scope, { email: anAddress(), role: 'operator', storeIds: [] })
    await kill(scope, id)
    await expect(acceptInvitation(visit(), null, { token, name: '示例', password })).rejects.toEqual(refusal('team.invitation_dead'))
  })

  test('lives for 72 hours', async () => {
    const { scope } = await mintTenant()
    const { id } = await invitePerson(scope, { email: anAddress(), role: 'operator', storeIds: [] })
    const [row] = await database.owner<{ hours: number }[]>`
      select extract(epoch from expires_at - created_at)::int / 3600 as hours from invitations where id = ${id}`
    expect(row?.hours).toBe(72)
  })

  test('a second one to the same address kills the first', async () => {
    const { scope } = await mintTenant()
    const email = anAddress()
    const first = await invitePerson(scope, { email, role: 'owner', storeIds: [] })
    await invitePerson(scope, { email, role: 'operator', storeIds: [] })
    await expect(acceptInvitation(visit(), null, { token: first.token, name: '示例', password })).rejects.toEqual(
      refusal('team.invitation_dead'),
    )
  })

  test('is of no use to somebody signed in as another person', async () => {
    const { scope } = await mintTenant()
    const other = await mintTenant()
    const { token } = await invitePerson(scope, { email: anAddress(), role: 'operator', storeIds: [] })
    const answer = await callOver('team.accept', { token }, { cookie: await cookieOf(other.userId) })
    expect(answer).toMatchObject({ status: 409, code: 'team.other_account' })
  })

  test('to an address with an account needs that account’s password', async () => {
    const email = anAddress()
    const home = browser('192.0.2.252')
    await home.call('account.signUp', { merchantName: '示例', email, password, industry: 'gym' })
    const { scope, slug } = await mintTenant()
    const { token } = await invitePerson(scope, { email, role: 'operator', storeIds: [] })
    const stranger = await callOver('team.accept', { token, name: '示例', password: 'a guess of some length' }, { ip: '192.0.2.253' })
    expect(stranger.code).toBe('account.wrong_credentials')
    expect((await home.call('team.accept', { token })).data).toEqual({ slug })
    const me = await home.call('account.me')
    expect((me.data as { tenants: unknown[] }).tenants).toHaveLength(2)
  })

  test('cannot raise somebody who is there already, and twins join once', async () => {
    const { scope, tenantId } = await mintTenant()
    const email = anAddress()
    const { token } = await invitePerson(scope, { email, role: 'operator', storeIds: [] })
    const twins = await Promise.allSettled(
      Array.from({ length: 8 }, () => acceptInvitation(visit(), null, { token, name: '示例', password })),
    )
    expect(twins.filter((twin) => twin.status === 'fulfilled')).toHaveLength(1)
    await expect(invitePerson(scope, { email, role: 'owner', storeIds: [] })).rejects.toEqual(refusal('team.already_member'))
    const rows = await database.owner`select role from memberships where tenant_id = ${tenantId}`
    expect(rows.map((row) => row.role).sort()).toEqual(['operator', 'owner'])
  })

  test('dies with the owner who made it', async () => {
    const { scope, tenantId } = await mintTenant()
    const second = await mintOperator(tenantId, 'owner')
    const { token } = await invitePerson(second.scope, { email: anAddress(), role: 'owner', storeIds: [] })
    await removePerson(scope, { userId: second.userId })
    await expect(acceptInvitation(visit(), null, { token, name: '示例', password })).rejects.toEqual(refusal('team.invitation_dead'))
  })

  test('names open stores of the merchant only', async () => {
    const [ours, theirs] = [await mintTenant(), await mintTenant()]
    const foreign = await mintStore(theirs.scope)
    const area = await mintStore(ours.scope, { kind: 'area' })
    for (const storeIds of [[foreign.id], [area.id], [newId()]]) {
      await expect(invitePerson(ours.scope, { email: anAddress(), role: 'store_manager', storeIds })).rejects.toEqual(
        refusal('store.not_found'),
      )
    }
  })
})

describe('a colleague', () => {
  test('who is removed is out at once, in every browser', async () => {
    const { scope, tenantId, slug } = await mintTenant()
    const { userId } = await mintOperator(tenantId, 'operator')
    const cookies = [await cookieOf(userId), await cookieOf(userId)]
    expect((await callOver('tenant.get', undefined, { cookie: cookies[0], slug })).status).toBe(200)
    await removePerson(scope, { userId })
    for (const cookie of cookies) expect((await callOver('tenant.get', undefined, { cookie, slug })).status).toBe(401)
    const back = await callOver('tenant.get', undefined, { cookie: await cookieOf(userId), slug })
    expect(back).toMatchObject({ status: 404, code: 'tenant.not_found' })
  })

  test('who gets another role has it from the next request on', async () => {
    const { scope, tenantId, slug } = await mintTenant()
    const store = await mintStore(scope)
    const { userId } = await mintOperator(tenantId, 'operator')
    const cookie = await cookieOf(userId)
    expect((await callOver('team.list', undefined, { cookie, slug })).status).toBe(200)
    await changePerson(scope, { userId, role: 'store_manager', storeIds: [store.id] })
    expect((await callOver('team.list', undefined, { cookie, slug })).code).toBe('access.forbidden')
  })

  test('the last owner stays, also when two owners demote each other at the same moment', async () => {
    const { scope, tenantId, userId } = await mintTenant()
    await expect(removePerson(scope, { userId })).rejects.toEqual(refusal('team.last_owner'))
    await expect(changePerson(scope, { userId, role: 'operator', storeIds: [] })).rejects.toEqual(refusal('team.last_owner'))
    const second = await mintOperator(tenantId, 'owner')
    const both = await Promise.allSettled([
      changePerson(scope, { userId: second.userId, role: 'operator', storeIds: [] }),
      changePerson(second.scope, { userId, role: 'operator', storeIds: [] }),
    ])
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    const [row] = await database.owner`select count(*) as n from memberships where tenant_id = ${tenantId} and role = 'owner'`
    expect(row?.n).toBe(1)
  })

  test('a store manager without stores, or stores without a store manager, is refused', async () => {
    const { userId, slug, tenantId, scope } = await mintTenant()
    const store = await mintStore(scope)
    const colleague = await mintOperator(tenantId, 'operator')
    const cookie = await cookieOf(userId)
    for (const draft of [
      { role: 'store_manager', storeIds: [] },
      { role: 'owner', storeIds: [store.id] },
    ]) {
      const answer = await callOver('team.changeMember', { userId: colleague.userId, ...draft }, { cookie, slug })
      expect(answer).toMatchObject({ status: 400, fields: { storeIds: 'team.stores_needed' } })
    }
  })
})
