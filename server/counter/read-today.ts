import * as z from 'zod'
import { localDay, startOfDay } from '@/server/engine/calendar/zone'
import { now } from '@/server/platform/clock'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '../program/assemble-draft'
import { actorIdOf, atCounter, storeAt } from './at-counter'

export const OneStore = z.strictObject({ storeId: z.uuid() })
export type OneStore = z.infer<typeof OneStore>

/** One thing that was checked off today. `off` and `paid` of a coupon, in minor units. */
export type CheckOffLine = {
  /** What taking it back is asked for: the coupon, the use of a benefit, or the gift. */
  id: string
  key: string
  kind: 'coupon' | 'benefit' | 'gift' | 'redemption'
  name: string
  number: string | null
  at: string
  who: string | null
  mine: boolean
  off: number | null
  paid: number | null
  undone: boolean
}

const kinds: Record<string, CheckOffLine['kind']> = {
  'coupon.checked_off': 'coupon',
  'benefit.checked_off': 'benefit',
  'gift.handed_over': 'gift',
  'redemption.collected': 'redemption',
}

type Row = {
  id: string
  action: string
  subject_id: string
  at: string
  actor_id: string
  who: string | null
  after: { name?: string; number?: string; off?: number | null; paid?: number | null; request?: string } | null
}

/** More of one day are not listed at the counter; the audit has them all. */
const MOST = 200

/** What was checked off at a store today by the merchant's calendar, the last first. */
export const readToday = (scope: TenantScope, { storeId }: OneStore): Promise<{ lines: CheckOffLine[]; now: string }> =>
  atCounter(scope, async (tx) => {
    const store = await storeAt(tx, storeId)
    const { timeZone } = await tenantTerms(tx)
    const at = now()
    const from = new Date(startOfDay(timeZone, localDay(timeZone, at.getTime()))).toISOString()
    const rows = await tx.sql<Row[]>`
      select a.id, a.action, a.subject_id, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, a.actor_id, a.after,
             (select u.name from users u where a.actor_kind = 'operator' and u.id::text = a.actor_id) as who
      from audit_log a
      where a.tenant_id = ${scope.tenantId} and a.at >= ${from} and a.after->>'store' = ${store.id}
        and a.action in ('coupon.checked_off', 'benefit.checked_off', 'gift.handed_over', 'redemption.collected',
                         'coupon.check_off_undone', 'benefit.check_off_undone', 'gift.hand_over_undone')
      order by a.at desc, a.id desc limit ${MOST * 2}`
    const undone = new Set(rows.flatMap((row) => (kinds[row.action] ? [] : [row.after?.request])))
    const lines = rows.flatMap((row): CheckOffLine[] => {
      const kind = kinds[row.action]
      if (!kind) return []
      const { name = '', number = null, off = null, paid = null, request } = row.after ?? {}
      return [
        {
          id: row.subject_id,
          key: row.id,
          kind,
          name,
          number,
          at: row.at,
          who: row.who,
          mine: row.actor_id === actorIdOf(scope),
          off,
          paid,
          undone: request !== undefined && undone.has(request),
        },
      ]
    })
    return { lines: lines.slice(0, MOST), now: at.toISOString() }
  })
