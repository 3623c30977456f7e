import { eq } from 'drizzle-orm'
import type { CountryCode } from 'libphonenumber-js/max'
import { stores } from '@/db/schema'
import type { MemberDraft, OnExisting } from '@/server/engine/member/profile'
import { audit } from '@/server/platform/audit'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { readTenantClock, readTimeline, type TenantClock } from '@/server/program/read-timeline'
import { homeCountry, normalPhone } from './phone'
import { memberRow, seal, unseal } from './seal'
import { searchTokens } from './search-tokens'

export const MAX_ROWS = 1000

/**
 * What became of one row. `existing` is the same member with the same data, `conflict` one with other data that was
 * left as it is, `refused` a row that cannot stand, for `reason`.
 */
export type RegisterAnswer = { code: string } & (
  | { status: 'new' | 'existing' | 'updated' | 'conflict'; memberId: string }
  | { status: 'refused'; reason: 'member.phone_format' | 'member.store_unknown' | 'member.repeated'; field: 'phone' | 'store' | 'code' }
)

/** A row that can be written: phone as E.164, home store by id. */
type Ready = { code: string; name: string | null; phone: string | null; country: string | null; storeId: string | null; joinedAt: string }

type Stored = { id: string; name: string | null; phone: string | null; country: string | null; storeId: string | null }

/**
 * Enters up to 1,000 members by their codes, in the order given. A code that is already there is left or filled in as
 * `onExisting` says; empty fields of a row never erase, and the date of joining never changes.
 */
export const registerMembers = (
  scope: TenantScope,
  rows: readonly MemberDraft[],
  onExisting: OnExisting = 'skip',
): Promise<RegisterAnswer[]> => inTenant(scope, 'member:write', (tx) => registerMembersWithin(tx, rows, onExisting))

/** The same inside a transaction that the caller holds. */
export async function registerMembersWithin(tx: TenantTx, rows: readonly MemberDraft[], onExisting: OnExisting): Promise<RegisterAnswer[]> {
  if (rows.length > MAX_ROWS) throw new Refusal('invalid', 'member.too_many_rows', { details: { max: MAX_ROWS } })
  const tenant = await readTenantClock(tx)
  const storeIds = await storesByCode(tx, rows)

  const answers = new Map<number, RegisterAnswer>()
  const ready = new Map<string, { row: Ready; at: number }>()
  for (const [at, draft] of rows.entries()) {
    const { row, refused } = readyOf(draft, homeCountry(tenant.currency), storeIds)
    const earlier = ready.get(draft.code)
    if (refused) answers.set(at, { code: draft.code, status: 'refused', ...refused })
    // Twice in one batch: the first stands, a second with other data says so.
    else if (earlier && differs(row, earlier.row))
      answers.set(at, { code: draft.code, status: 'refused', reason: 'member.repeated', field: 'code' })
    else if (!earlier) ready.set(draft.code, { row, at })
  }

  const fresh = await insertNew(
    tx,
    [...ready.values()].map((r) => r.row),
    tenant,
  )
  const known = await storedByCode(
    tx,
    [...ready.keys()].filter((code) => !fresh.has(code)),
  )
  const changed: { stored: Stored; row: Ready }[] = []
  for (const { row, at } of ready.values()) {
    const freshId = fresh.get(row.code)
    const stored = known.get(row.code)
    if (freshId) answers.set(at, { code: row.code, status: 'new', memberId: freshId })
    else if (!stored) throw new Refusal('conflict', 'member.busy')
    else if (!differs(row, stored)) answers.set(at, { code: row.code, status: 'existing', memberId: stored.id })
    else if (onExisting === 'skip') answers.set(at, { code: row.code, status: 'conflict', memberId: stored.id })
    else {
      changed.push({ stored, row })
      answers.set(at, { code: row.code, status: 'updated', memberId: stored.id })
    }
  }
  await fillIn(tx, changed)
  if (fresh.size + changed.length > 0)
    await audit(tx, {
      action: 'member.registered',
      subject: 'member',
      subjectId: [...fresh.values()][0] ?? changed[0]?.stored.id ?? '',
      after: { registered: fresh.size, updated: changed.length },
    })

  return rows.map((draft, at) => {
    const answer = answers.get(at)
    if (answer) return answer
    const first = answers.get(ready.get(draft.code)?.at ?? -1)
    return first && first.status !== 'refused'
      ? { code: draft.code, status: 'existing', memberId: first.memberId }
      : { code: draft.code, status: 'refused', reason: 'member.repeated', field: 'code' }
  })
}

type Refused = { reason: 'member.phone_format' | 'member.store_unknown'; field: 'phone' | 'store' }

/** Reads a row against what the merchant has; `refused` says why it cannot stand. */
function readyOf(draft: MemberDraft, home: CountryCode, storeIds: Map<string, string>): { row: Ready; refused: Refused | null } {
  const phone = draft.phone ? normalPhone(draft.phone, home, draft.country) : null
  const storeId = draft.store ? (storeIds.get(draft.store) ?? null) : null
  const row = { code: draft.code, name: draft.name ?? null, phone, country: draft.country ?? null, storeId, joinedAt: draft.joinedAt }
  if (draft.phone && !phone) return { row, refused: { reason: 'member.phone_format', field: 'phone' } }
  if (draft.store && !storeId) return { row, refused: { reason: 'member.store_unknown', field: 'store' } }
  return { row, refused: null }
}

/** Whether a row says something that the stored member does not. */
const differs = (row: Ready, stored: Omit<Stored, 'id'>): boolean =>
  (row.name !== null && row.name !== stored.name) ||
  (row.phone !== null && row.phone !== stored.phone) ||
  (row.country !== null && row.country !== stored.country) ||
  (row.storeId !== null && row.storeId !== stored.storeId)

async function storesByCode(tx: TenantTx, rows: readonly MemberDraft[]): Promise<Map<string, string>> {
  const codes = [...new Set(rows.flatMap((row) => row.store ?? []))]
  if (codes.length === 0) return new Map()
  const found = await tx.orm.select({ id: stores.id, code: stores.code }).from(stores).where(eq(stores.tenantId, tx.scope.tenantId))
  return new Map(found.map((store) => [store.code, store.id]))
}

/** Inserts the rows whose code is free, with their search tokens, and returns code → id of those. */
async function insertNew(tx: TenantTx, rows: Ready[], clock: TenantClock): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map()
  const { tenantId } = tx.scope
  // Where time alone lifts members or brings them gifts, it begins on the day of joining, whether or not anything happens.
  const { timeZone } = clock
  const lifts = clock.last !== null && (await readTimeline(tx, clock)).startsAlone
  const made = rows.map((row) => ({ ...row, id: newId() }))
  const inserted = await tx.sql<{ id: string; code: string }[]>`
    insert into members (tenant_id, id, code, name_sealed, phone_sealed, country, home_store_id, store_ids, joined_at, joined_on, next_due_on)
    select ${tenantId}::uuid, r.id, r.code, r.name_sealed, r.phone_sealed, r.country, r.store_id,
           case when r.store_id is null then '{}'::uuid[] else array[r.store_id] end,
           r.joined_at, d.day, case when ${lifts} then d.day end
    from unnest(
      ${made.map((row) => row.id)}::uuid[],
      ${made.map((row) => row.code)}::text[],
      ${made.map((row) => (row.name ? seal('member.name', memberRow(tenantId, row.id), row.name) : null))}::text[],
      ${made.map((row) => (row.phone ? seal('member.phone', memberRow(tenantId, row.id), row.phone) : null))}::text[],
      ${made.map((row) => row.country)}::text[],
      ${made.map((row) => row.storeId)}::uuid[],
      ${made.map((row) => row.joinedAt)}::timestamptz[]
    ) as r (id, code, name_sealed, phone_sealed, country, store_id, joined_at)
    cross join lateral (select (r.joined_at at time zone ${timeZone}::text)::date as day) d
    order by r.code
    on conflict (tenant_id, code) do nothing
    returning id, code`
  const byCode = new Map(inserted.map((row) => [row.code, row.id]))
  await writeTokens(
    tx,
    made.filter((row) => byCode.has(row.code)),
  )
  return byCode
}

/** Writes the keyed hashes by which members are found. */
export async function writeTokens(tx: TenantTx, people: { id: string; name: string | null; phone: string | null }[]): Promise<void> {
  const pairs = people.flatMap((person) => searchTokens(tx.scope.tenantId, person).map((token) => ({ token, id: person.id })))
  if (pairs.length === 0) return
  await tx.sql`
    insert into member_search (tenant_id, token, member_id)
    select ${tx.scope.tenantId}::uuid, r.token, r.id
    from unnest(${pairs.map((p) => p.token)}::text[], ${pairs.map((p) => p.id)}::uuid[]) as r (token, id)
    on conflict do nothing`
}

async function storedByCode(tx: TenantTx, codes: string[]): Promise<Map<string, Stored>> {
  if (codes.length === 0) return new Map()
  const { tenantId } = tx.scope
  const found = await tx.sql<
    {
      id: string
      code: string
      name_sealed: string | null
      phone_sealed: string | null
      country: string | null
      home_store_id: string | null
    }[]
  >`
    select id, code, name_sealed, phone_sealed, country, home_store_id
    from members where tenant_id = ${tenantId} and code = any (${codes}::text[])
    order by id for update`
  return new Map(
    found.map((row) => [
      row.code,
      {
        id: row.id,
        name: row.name_sealed && unseal('member.name', memberRow(tenantId, row.id), row.name_sealed),
        phone: row.phone_sealed && unseal('member.phone', memberRow(tenantId, row.id), row.phone_sealed),
        country: row.country,
        storeId: row.home_store_id,
      },
    ]),
  )
}

/** Fills in what the rows say and finds the members under their new names and numbers from then on. */
async function fillIn(tx: TenantTx, changed: { stored: Stored; row: Ready }[]): Promise<void> {
  if (changed.length === 0) return
  const { tenantId } = tx.scope
  const people = changed.map(({ stored, row }) => ({
    id: stored.id,
    name: row.name ?? stored.name,
    phone: row.phone ?? stored.phone,
    country: row.country ?? stored.country,
    storeId: row.storeId ?? stored.storeId,
  }))
  await writeProfiles(tx, people)
  await tx.sql`delete from member_search where tenant_id = ${tenantId} and member_id = any (${people.map((p) => p.id)}::uuid[])`
  await writeTokens(tx, people)
}

/** Seals and stores the profiles of members that are locked by this transaction. */
export async function writeProfiles(
  tx: TenantTx,
  people: { id: string; name: string | null; phone: string | null; country: string | null; storeId: string | null }[],
): Promise<void> {
  const { tenantId } = tx.scope
  await tx.sql`
    update members m set
      name_sealed = r.name_sealed, phone_sealed = r.phone_sealed, country = r.country, home_store_id = r.store_id,
      store_ids = case when r.store_id is null or r.store_id = any (m.store_ids) then m.store_ids else m.store_ids || r.store_id end
    from unnest(
      ${people.map((p) => p.id)}::uuid[],
      ${people.map((p) => (p.name ? seal('member.name', memberRow(tenantId, p.id), p.name) : null))}::text[],
      ${people.map((p) => (p.phone ? seal('member.phone', memberRow(tenantId, p.id), p.phone) : null))}::text[],
      ${people.map((p) => p.country)}::text[],
      ${people.map((p) => p.storeId)}::uuid[]
    ) as r (id, name_sealed, phone_sealed, country, store_id)
    where m.tenant_id = ${tenantId} and m.id = r.id`
}
