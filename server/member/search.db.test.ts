import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import { MemberQuery } from '@/server/engine/member/listing'
import { MemberDraft } from '@/server/engine/member/profile'
import type { TenantScope } from '@/server/platform/scope'
import { listMembers } from './list-members'
import { readMember } from './read-member'
import { registerMembers } from './register-members'
import { revealMember } from './reveal-member'
import { updateMember } from './update-member'

const database = testDatabase()

const person = (row: Partial<MemberDraft> & { code: string }): MemberDraft =>
  MemberDraft.parse({ joinedAt: '2026-01-05T10:00:00+08:00', ...row })
const codesFor = async (scope: TenantScope, search: string): Promise<string[]> =>
  (await listMembers(scope, MemberQuery.parse({ search, sort: 'code', direction: 'asc' }))).rows.map((row) => row.code)

async function house() {
  const tenant = await mintTenant()
  await registerMembers(tenant.scope, [
    person({ code: 'A1', name: '张小明', phone: '138 0000 1234' }),
    person({ code: 'A2', name: '张明', phone: '13900005678' }),
    person({ code: 'A3', name: '欧阳小华', phone: '+44 7400 123456' }),
    person({ code: 'B1', name: 'Anna Smith' }),
    person({ code: 'B2' }),
  ])
  return tenant
}

test.each([
  ['a single character', '张', ['A1', 'A2']],
  ['a part of a name', '小明', ['A1']],
  ['a whole name', '欧阳小华', ['A3']],
  ['characters that are not neighbours', '张明', ['A2']],
  ['pinyin initials', 'zxm', ['A1']],
  ['pinyin initials in part', 'ZX', ['A1']],
  ['a surname with a reading of its own', 'oyxh', ['A3']],
  ['a part of a Latin name, in any case', 'SMI', ['B1']],
  ['Latin initials', 'as', ['B1']],
  ['the last four digits', '1234', ['A1']],
  ['a full phone', '13800001234', ['A1']],
  ['a full phone as it is said', '139 0000 5678', ['A2']],
  ['a foreign phone', '+447400123456', ['A3']],
  ['a code', 'B2', ['B2']],
  ['the beginning of a code, in the other case', 'a1', ['A1']],
  ['the beginning of a code', 'B', ['B1', 'B2']],
  ['nobody', '李', []],
])('finds by %s', async (_, search, codes) => {
  const { scope } = await house()
  expect(await codesFor(scope, search)).toEqual(codes)
})

test('shows name and phone masked, and in full only for a reason that is written down', async () => {
  const { scope, tenantId } = await house()
  const [row] = (await listMembers(scope, MemberQuery.parse({ search: 'A1' }))).rows
  expect(row).toMatchObject({ name: '张**', phone: '138****1234' })
  const id = row?.id ?? ''
  expect(await readMember(scope, id)).toMatchObject({ name: '张**', phone: '138****1234' })
  expect(await revealMember(scope, { memberId: id, reason: '示例:回访' })).toEqual({ name: '张小明', phone: '13800001234' })
  const written =
    await database.owner`select action, after from audit_log where tenant_id = ${tenantId} and subject_id = ${id} and action = 'member.revealed'`
  expect(written).toEqual([{ action: 'member.revealed', after: { reason: '示例:回访' } }])
})

test('a new name is found and the old one no longer', async () => {
  const { scope } = await house()
  const [row] = (await listMembers(scope, MemberQuery.parse({ search: 'A1' }))).rows
  expect(await updateMember(scope, { memberId: row?.id ?? '', name: '王芳', phone: '', store: '' })).toEqual({ changed: ['name', 'phone'] })
  expect(await codesFor(scope, '王芳')).toEqual(['A1'])
  expect(await codesFor(scope, '小明')).toEqual([])
  expect(await codesFor(scope, '1234')).toEqual([])
})

test('a code that is there is kept, filled in or reported, as asked', async () => {
  const { scope } = await mintTenant()
  const store = await mintStore(scope, { code: 'S1' })
  const first = await registerMembers(scope, [person({ code: 'C1', name: '示例甲', store: 'S1' }), person({ code: 'C2' })])
  expect(first.map((a) => a.status)).toEqual(['new', 'new'])
  expect((await registerMembers(scope, [person({ code: 'C1', name: '示例甲' }), person({ code: 'C2' })])).map((a) => a.status)).toEqual([
    'existing',
    'existing',
  ])
  const other = [
    person({ code: 'C1', name: '示例乙' }),
    person({ code: 'C3', phone: '12' }),
    person({ code: 'C4', store: 'none' }),
    person({ code: 'C5' }),
    person({ code: 'C5' }),
  ]
  expect((await registerMembers(scope, other, 'skip')).map((a) => a.status)).toEqual(['conflict', 'refused', 'refused', 'new', 'existing'])
  expect((await registerMembers(scope, other.slice(0, 1), 'update')).map((a) => a.status)).toEqual(['updated'])
  const [row] = (await listMembers(scope, MemberQuery.parse({ search: 'C1' }))).rows
  expect(row).toMatchObject({ name: '示**', store: `示例门店 ${store.code}` })
})

test('a store manager sees the members of the own stores and no others', async () => {
  const { scope, tenantId } = await mintTenant()
  const [one, two] = [await mintStore(scope, { code: 'S1' }), await mintStore(scope, { code: 'S2' })]
  const [a, b] = await registerMembers(scope, [
    person({ code: 'D1', name: '张一', store: 'S1' }),
    person({ code: 'D2', name: '张二', store: 'S2' }),
  ])
  const manager = (await mintOperator(tenantId, 'store_manager', [one.id])).scope
  const other = (await mintOperator(tenantId, 'store_manager', [two.id])).scope
  expect(await codesFor(manager, '张')).toEqual(['D1'])
  expect(await codesFor(other, '张')).toEqual(['D2'])
  expect(await codesFor(manager, 'D')).toEqual(['D1'])
  if (a?.status !== 'new' || b?.status !== 'new') throw new Error('not registered')
  expect(await readMember(manager, a.memberId)).toMatchObject({ code: 'D1', may: { reveal: false, adjust: false, spend: true } })
  await expect(readMember(manager, b.memberId)).rejects.toMatchObject({ kind: 'not_found', code: 'member.not_found' })
  await expect(revealMember(manager, { memberId: a.memberId, reason: '示例' })).rejects.toMatchObject({ code: 'access.forbidden' })
})

test('tokens of one merchant are worth nothing at another', async () => {
  const [here, there] = [await house(), await mintTenant()]
  expect(await codesFor(there.scope, '张')).toEqual([])
  await registerMembers(there.scope, [person({ code: 'A1', name: '张小明', phone: '13800001234' })])
  const shared = await database.owner`
    select token from member_search where tenant_id = ${here.tenantId} intersect select token from member_search where tenant_id = ${there.tenantId}`
  expect(shared).toHaveLength(0)
})

test('no table holds a name or a phone in clear', async () => {
  const { scope, tenantId } = await mintTenant()
  await registerMembers(scope, [person({ code: 'E1', name: '独一无二名', phone: '13712349876' })])
  const [row] = (await listMembers(scope, MemberQuery.parse({ search: 'E1' }))).rows
  await updateMember(scope, { memberId: row?.id ?? '', name: '独一无二姓', phone: '13712349875', store: '' })
  await revealMember(scope, { memberId: row?.id ?? '', reason: '示例' })
  const tables = await database.owner<{ name: string }[]>`
    select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`
  expect(tables.length).toBeGreaterThan(20)
  for (const { name } of tables) {
    const hits = await database.owner`
      select 1 from ${database.owner(name)} t where t::text like '%独一无二%' or t::text like '%1371234987%'`
    expect(hits, `${name} of ${tenantId}`).toHaveLength(0)
  }
})
