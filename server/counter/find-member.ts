import * as z from 'zod'
import { foldCode } from '@/server/engine/counter/typed'
import { maskedProfile } from '@/server/member/list-members'
import { homeCountry, normalPhone } from '@/server/member/phone'
import { readingsOf } from '@/server/member/search-tokens'
import { audit } from '@/server/platform/audit'
import type { TenantTx } from '@/server/platform/database'
import { countTry, type Limit } from '@/server/platform/rate-limit'
import { Refusal } from '@/server/platform/refusal'
import { storesOf, type TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '../program/assemble-draft'
import { actorIdOf, atCounter, storeAt } from './at-counter'

/** What was typed or scanned: a full phone number, a member's code, the last four digits, or the number of a coupon or redemption. */
export const LookUp = z.strictObject({ storeId: z.uuid(), typed: z.string().trim().min(1).max(64) })
export type LookUp = z.infer<typeof LookUp>

/** Look-ups of one person: a busy counter does not get near, and nobody can walk through all numbers. */
const lookUpLimit: Limit = { name: 'counter-look-up', tries: 120, seconds: 900, longestPause: 3600 }

/** A member to choose from, by what somebody who stands there can confirm. */
export type Candidate = { id: string; code: string; name: string | null; phone: string | null }

/** Who was found: one member, with the coupon or redemption that was named; or several with the same last digits. */
export type Found =
  | { kind: 'member'; memberId: string; couponId: string | null; redemptionId: string | null }
  | { kind: 'several'; members: Candidate[]; more: boolean }

type Row = { id: string; code: string; name_sealed: string | null; phone_sealed: string | null }
type Hit = { by: 'code' | 'phone' | 'coupon' | 'redemption'; memberId: string; couponId?: string; redemptionId?: string }

/** So many with the same last digits are offered; who has more of them asks for the whole number. */
const MOST = 20

/**
 * Finds who is served. By full phone number, code, or the number of a coupon or redemption that is: any member of the
 * merchant, who then stays open for half an hour for who looked; by the last four digits, members whom the person may
 * see anyway. Each look-up is counted and written down. Refuses with `counter.nobody`.
 */
export async function findMember(scope: TenantScope, { storeId, typed }: LookUp): Promise<Found> {
  await countTry(lookUpLimit, scope.tenantId, actorIdOf(scope))
  return atCounter(scope, async (tx) => {
    const store = await storeAt(tx, storeId)
    const hit = await oneMember(tx, typed)
    if (hit) {
      const { by, memberId, couponId = null, redemptionId = null } = hit
      await audit(tx, { action: 'counter.looked_up', subject: 'member', subjectId: memberId, after: { by, store: store.id } })
      return { kind: 'member', memberId, couponId, redemptionId }
    }
    if (!/^\d{4}$/.test(typed)) throw new Refusal('not_found', 'counter.nobody')
    const members = await byLastDigits(tx, typed)
    const [only] = members
    if (!only) throw new Refusal('not_found', 'counter.nobody')
    await audit(tx, {
      action: 'counter.searched',
      subject: 'tenant',
      subjectId: scope.tenantId,
      after: { by: 'last_four', found: members.length, store: store.id },
    })
    if (members.length === 1) return { kind: 'member', memberId: only.id, couponId: null, redemptionId: null }
    return { kind: 'several', members: members.slice(0, MOST), more: members.length > MOST }
  })
}

async function oneMember(tx: TenantTx, typed: string): Promise<Hit | null> {
  const { tenantId } = tx.scope
  const { currency } = await tenantTerms(tx)
  const code = foldCode(typed)
  const [byCode] = await tx.sql<{ id: string }[]>`
    select id from members where tenant_id = ${tenantId} and code = any (${[...new Set([typed, code])]}::text[]) order by code = ${typed} desc limit 1`
  if (byCode) return { by: 'code', memberId: byCode.id }
  if (/^\d{12}$/.test(code)) {
    const [coupon] = await tx.sql<{ id: string; member_id: string }[]>`
      select id, member_id from coupons where tenant_id = ${tenantId} and number = ${code}`
    if (coupon) return { by: 'coupon', memberId: coupon.member_id, couponId: coupon.id }
  }
  if (/^R\d{10}$/.test(code)) {
    const [redemption] = await tx.sql<{ id: string; member_id: string }[]>`
      select id, member_id from redemptions where tenant_id = ${tenantId} and number = ${code}`
    if (redemption) return { by: 'redemption', memberId: redemption.member_id, redemptionId: redemption.id }
  }
  const phone = normalPhone(typed, homeCountry(currency))
  const [reading] = phone === null ? [] : readingsOf(tenantId, typed, phone)
  if (!reading) return null
  const [byPhone] = await tx.sql<{ id: string }[]>`
    select m.id from member_search s join members m on m.tenant_id = ${tenantId} and m.tenant_id = s.tenant_id and m.id = s.member_id
    where s.tenant_id = ${tenantId} and s.token = any (${reading.tokens}::text[]) order by m.joined_at limit 1`
  return byPhone ? { by: 'phone', memberId: byPhone.id } : null
}

async function byLastDigits(tx: TenantTx, typed: string): Promise<Candidate[]> {
  const { tenantId, actor } = tx.scope
  const own = storesOf(actor)
  const reading = readingsOf(tenantId, typed, null)[0]
  if (!reading) return []
  const rows = await tx.sql<Row[]>`
    select m.id, m.code, m.name_sealed, m.phone_sealed
    from member_search s join members m on m.tenant_id = ${tenantId} and m.tenant_id = s.tenant_id and m.id = s.member_id
    where s.tenant_id = ${tenantId} and s.token = any (${reading.tokens}::text[])
      ${own === null ? tx.sql`` : tx.sql`and m.store_ids && ${[...own]}::uuid[]`}
    order by m.joined_at desc, m.id limit ${MOST + 1}`
  const { currency } = await tenantTerms(tx)
  return rows.map((row) => ({ id: row.id, code: row.code, ...maskedProfile(tenantId, row, currency) }))
}
