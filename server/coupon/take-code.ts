import { localDay } from '@/server/engine/calendar/zone'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { untilDone } from '@/server/platform/try-again'
import { readTenantClock } from '@/server/program/read-timeline'
import { earlierOf, giveOne, lockClaimant, refuseFor, refuseOthers } from './claim-coupon'
import { normalCode } from './codes'
import type { GivenCoupon } from './given-coupons'
import { closedFor, type OfferedTemplate } from './judge-offer'

/** A member, named by code, brings a coupon code. The request key makes a repeated call one. */
export type CodeTaking = { member: string; code: string; requestKey: string }

type CodeRow = OfferedTemplate & { template_id: string; coupon_id: string | null; withdrawn: boolean }

/** Gives a member the coupon that a code brings. A code brings one, to whoever comes first. */
export const takeCode = (scope: TenantScope, { member: memberCode, code, requestKey }: CodeTaking): Promise<GivenCoupon> =>
  untilDone(() =>
    inTenant(scope, 'coupon:claim', async (tx) => {
      const issueKey = `code:${requestKey}`
      const typed = normalCode(code)
      const [clock, early, earlier] = await Promise.all([readTenantClock(tx), codeRow(tx, typed), earlierOf(tx, memberCode, issueKey)])
      if (earlier) return earlier
      refuseCode(early)
      const member = await lockClaimant(tx, memberCode)
      await tx.sql`select from coupon_codes where tenant_id = ${scope.tenantId} and code = ${typed} for update`
      const row = refuseCode(await codeRow(tx, typed))
      const at = now().getTime()
      const today = localDay(clock.timeZone, at)
      refuseFor(closedFor(row, today))
      await refuseOthers(tx, clock, row.offer, member, today, at)
      const coupon = await giveOne(tx, today, { member, templateId: row.template_id, origin: 'code', issueKey })
      await tx.sql`
      update coupon_codes set coupon_id = ${coupon.id}, taken_at = statement_timestamp() where tenant_id = ${scope.tenantId} and code = ${typed}`
      return coupon
    }),
  )

async function codeRow(tx: TenantTx, code: string): Promise<CodeRow | undefined> {
  const { tenantId } = tx.scope
  const [row] = await tx.sql<CodeRow[]>`
    select c.coupon_id, b.withdrawn_at is not null as withdrawn, t.id as template_id, t.state, t.terms, t.offer, t.left_over as left
    from coupon_codes c
    join code_batches b on b.tenant_id = ${tenantId} and b.tenant_id = c.tenant_id and b.id = c.batch_id
    join coupon_templates t on t.tenant_id = ${tenantId} and t.tenant_id = b.tenant_id and t.id = b.template_id
    where c.tenant_id = ${tenantId} and c.code = ${code}`
  return row
}

function refuseCode(row: CodeRow | undefined): CodeRow {
  if (!row) throw new Refusal('not_found', 'coupon.code_unknown', { field: 'code' })
  if (row.coupon_id !== null) throw new Refusal('conflict', 'coupon.code_taken', { field: 'code' })
  if (row.withdrawn) throw new Refusal('conflict', 'coupon.code_withdrawn', { field: 'code' })
  return row
}
