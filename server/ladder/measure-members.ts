import type { Fragment } from 'postgres'
import { type Day, isoOf } from '@/server/engine/calendar/day'
import type { Period } from '@/server/engine/calendar/period'
import { periodStart } from '@/server/engine/calendar/period'
import type { Window } from '@/server/engine/condition/window'
import type { LadderSpec } from '@/server/engine/ladder/ladder'
import { type Gauge, gaugeKey } from '@/server/engine/measure/gauge'
import type { TenantTx } from '@/server/platform/database'

const periods: Partial<Record<Window['kind'], Period>> = {
  calendar_month: 'month',
  calendar_quarter: 'quarter',
  calendar_half: 'half',
  calendar_year: 'year',
}

/**
 * What a ladder measures of each member `m` on a local date, as SQL over the stored states: what the engine's gauge
 * reads of one member, here for all of them at once. Who has no state yet counts as zero.
 */
export function measureSql(
  tx: TenantTx,
  ladderId: string,
  spec: Pick<LadderSpec, 'measure' | 'window' | 'category'>,
  today: Day,
): Fragment {
  const { sql } = tx
  const gauge: Gauge = { measure: spec.measure, window: spec.window, category: spec.category }
  const history = sql`(m.state -> 'history')`
  const standing = sql`(m.state -> 'standing' -> 'ladders' -> ${ladderId}::text)`
  if (spec.measure === 'points_balance') return sql`m.points`
  if (spec.measure === 'days_since_joining') return sql`greatest(0, coalesce(${today}::int - (${history} ->> 'joined')::int, 0))::bigint`
  if (spec.window.kind === 'lifetime') {
    if (spec.measure === 'net_spend') return sql`m.net_spend`
    if (spec.measure === 'order_count') return sql`m.order_count::bigint`
    if (spec.measure === 'check_ins') return sql`coalesce((${history} ->> 'checkIns')::bigint, 0)`
    if (spec.measure === 'growth') return sql`coalesce((${standing} ->> 'growth')::bigint, 0)`
  }
  const rows = rowsSql(tx, gauge, history, standing)
  const start = startSql(tx, spec.window, history, standing, today)
  const since = start === null ? sql`` : sql`where (r ->> 0)::int >= ${start}`
  if (spec.measure === 'largest_order') {
    // The day of entry is left out as a whole: of the greatest order nothing can be subtracted.
    const behind =
      spec.window.kind === 'tier_period'
        ? sql`${since} + case when jsonb_typeof(${standing} -> 'base') = 'object' then 1 else 0 end`
        : since
    return sql`coalesce((
      select max(greatest(0, size::bigint))
      from jsonb_array_elements(coalesce(${rows}, '[]'::jsonb)) r,
           jsonb_array_elements_text(case when jsonb_typeof(r -> 4) = 'array' then r -> 4 else '[]'::jsonb end) size
      ${behind}
    ), 0)`
  }
  const sum = sql`coalesce((select sum(${valueSql(tx, gauge)}) from jsonb_array_elements(coalesce(${rows}, '[]'::jsonb)) r ${since}), 0)::bigint`
  if (spec.window.kind !== 'tier_period') return sum
  return sql`(${sum} - coalesce((${standing} -> 'base' ->> ${gaugeKey(gauge)}::text)::bigint, 0))`
}

function rowsSql({ sql }: TenantTx, { measure, category }: Gauge, history: Fragment, standing: Fragment): Fragment {
  switch (measure) {
    case 'growth':
      return sql`(${standing} -> 'growthDays')`
    case 'points_earned':
      return sql`(m.state -> 'standing' -> 'earnedDays')`
    case 'category_spend':
      return sql`(${history} -> 'categories' -> ${category ?? ''}::text)`
    default:
      return sql`(${history} -> 'days')`
  }
}

/** What one row counts for. */
function valueSql({ sql }: TenantTx, { measure }: Gauge): Fragment {
  switch (measure) {
    case 'order_count':
      return sql`(r ->> 2)::bigint`
    case 'check_ins':
      return sql`(r ->> 3)::bigint`
    case 'referrals':
    case 'recharged':
    case 'memberships':
      return sql`coalesce((r -> 5 ->> ${measure}::text)::bigint, 0)`
    case 'active_days':
      return sql`case when (r ->> 3)::bigint > 0 or coalesce(r -> 4, 'null') not in ('null', '[]') or coalesce(r -> 5, 'null') not in ('null', '{}') then 1 else 0 end`
    default:
      return sql`(r ->> 1)::bigint`
  }
}

/** The first date inside the window; nothing where all of time is. */
function startSql({ sql }: TenantTx, window: Window, history: Fragment, standing: Fragment, today: Day): Fragment | null {
  switch (window.kind) {
    case 'lifetime':
      return null
    case 'rolling_days':
      return sql`${today - window.days}::int`
    case 'tier_period':
      return sql`coalesce((${standing} ->> 'from')::int, -2000000000)`
    case 'joining_year': {
      // The last anniversary of joining; one that falls on 29 February is the 28th in other years, as Postgres has it too.
      const joined = sql`(date '1970-01-01' + (${history} ->> 'joined')::int)`
      const on = sql`${isoOf(today)}::date`
      const years = sql`(extract(year from ${on}) - extract(year from ${joined}))::int`
      const last = sql`(case when ${joined} + make_interval(years => ${years}) > ${on}
        then ${joined} + make_interval(years => greatest(0, ${years} - 1)) else ${joined} + make_interval(years => ${years}) end)::date`
      return sql`coalesce(${last} - date '1970-01-01', -2000000000)`
    }
    default:
      return sql`${periodStart(periods[window.kind] ?? 'year', today)}::int`
  }
}
