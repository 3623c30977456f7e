import { type Day, isoOf } from '../calendar/day'
import { type Period, periodStart } from '../calendar/period'
import { type Condition, type Leaf, leavesOf } from './condition'
import { type FactKey, FIELD } from './facts'
import type { Window } from './window'

/**
 * A condition as SQL over a row `m` with the two parts of a stored state, `m.history` and `m.standing`, and the values of
 * its parameters `$1 …`.
 */
export type Selection = { text: string; values: (string | number)[] }

/** As of which date members are measured, on which ladder their tier and growth are read, and the tier of who has not begun on it. */
type AsOf = { today: Day; ladderId: string; baseTier: string | null }

/** Whether a condition asks about nothing but members, so that they can be looked for. */
export const asksOfMembers = (condition: Condition): boolean => leavesOf(condition).every((leaf) => leaf.fact.startsWith('member.'))

/**
 * The SQL that finds the members who meet a condition, by their stored states. It holds where the compiled condition
 * holds: what has no value fails every comparison except "is not" and "has none of". Every value and every key of the
 * merchant's is a parameter; the text is put together from what stands in this file. Throws a RangeError for a
 * condition that asks about more than members.
 */
export function selectMembers(condition: Condition, asOf: AsOf): Selection {
  const statement = new Statement(asOf)
  const text = (c: Condition): string => {
    if ('all' in c) return `(${c.all.map(text).join(' and ')})`
    if ('any' in c) return `(${c.any.map(text).join(' or ')})`
    if ('not' in c) return `(not ${text(c.not)})`
    return statement.leaf(c)
  }
  return { text: text(condition), values: statement.values }
}

const signs = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const
const HISTORY = 'm.history'
const STANDING = 'm.standing'
/** Before every date. */
const EVER = '-1000000000'

/** A number that a date has, read off its row `r`. */
const ofRow: Partial<Record<FactKey, string>> = {
  'member.net_spend': 'sum((r->>1)::bigint)',
  'member.order_count': 'sum((r->>2)::bigint)',
  'member.check_ins': 'sum((r->>3)::bigint)',
  'member.growth': 'sum((r->>1)::bigint)',
  'member.points_earned': 'sum((r->>1)::bigint)',
  'member.category_spend': 'sum((r->>1)::bigint)',
  'member.referrals': "sum((r->5->>'referrals')::bigint)",
  'member.recharged': "sum((r->5->>'recharged')::bigint)",
  'member.memberships': "sum((r->5->>'memberships')::bigint)",
  'member.active_days': `count(*) filter (where (r->>3)::bigint > 0 or jsonb_array_length(${arrayOf('r->4')}) > 0
    or (jsonb_typeof(r->5) = 'object' and r->5 <> '{}'::jsonb))`,
  'member.largest_order': `greatest(max((select max((s #>> '{}')::bigint) from jsonb_array_elements(${arrayOf('r->4')}) s)), 0)`,
}

/** A JSON array, or an empty one where there is none. */
function arrayOf(json: string): string {
  return `(case when jsonb_typeof(${json}) = 'array' then ${json} else '[]'::jsonb end)`
}

class Statement {
  readonly values: (string | number)[] = []

  constructor(private readonly asOf: AsOf) {}

  leaf(leaf: Leaf): string {
    if (leaf.operator === 'has_any' || leaf.operator === 'has_none') {
      const tags = leaf.fact === 'member.tags' ? arrayOf(`${HISTORY}->'tags'`) : "'[]'::jsonb"
      const has = `exists (select from jsonb_array_elements_text(${tags}) tag where jsonb_exists(${this.list(leaf)}, tag))`
      return leaf.operator === 'has_any' ? has : `not ${has}`
    }
    const { operator, value } = leaf
    const ofNumber = typeof value === 'number'
    const seen = ofNumber ? this.numberOf(leaf) : this.textOf(leaf)
    switch (operator) {
      case 'in':
        return `(jsonb_exists(${this.list(leaf)}, ${seen}) is true)`
      case 'not_in':
        return `(jsonb_exists(${this.list(leaf)}, ${seen}) is not true)`
      case 'eq':
        return `(${seen} = ${this.wanted(value)} is true)`
      case 'ne':
        return `(${seen} = ${this.wanted(value)} is not true)`
      case 'gt':
      case 'gte':
      case 'lt':
      case 'lte':
        return ofNumber
          ? `(${seen} ${signs[operator]} ${this.wanted(value)} is true)`
          : `(${seen} collate "C" ${signs[operator]} ${this.wanted(value)} is true)`
    }
  }

  private put(value: string | number, type: 'text' | 'bigint' | 'jsonb' | 'date'): string {
    this.values.push(value)
    return `$${this.values.length}::${type}`
  }

  private list(leaf: Leaf): string {
    return this.put(JSON.stringify([leaf.value].flat().map(String)), 'jsonb')
  }

  private wanted(value: Leaf['value']): string {
    return typeof value === 'number' ? this.put(value, 'bigint') : this.put(String(value), 'text')
  }

  /** What is stored of a member's own field, when it is of the given kind. */
  private field(fact: string, kind: 'number' | 'string'): string {
    const stored = `${HISTORY}->'fields'->${this.put(fact.slice(FIELD.member.length), 'text')}`
    return `(select case when jsonb_typeof(f) = '${kind}' then f #>> '{}' end from (select ${stored} as f) own)`
  }

  private textOf({ fact }: Leaf): string {
    if (fact.startsWith(FIELD.member)) return this.field(fact, 'string')
    if (fact === 'member.tier') {
      const own = `(${this.ladder()}->>'tier')`
      const { baseTier } = this.asOf
      return baseTier === null ? own : `(case when ${this.ladder()} is null then ${this.put(baseTier, 'text')} else ${own} end)`
    }
    throw new RangeError('the condition compares something else with a text')
  }

  /** What a number of a member is: a whole number, or nothing. */
  private numberOf(leaf: Leaf): string {
    if (leaf.fact.startsWith(FIELD.member)) return `(${this.field(leaf.fact, 'number')})::numeric`
    const fact = leaf.fact as FactKey
    switch (fact) {
      case 'member.points_balance':
        return `greatest(0, coalesce((select sum((lot->>'left')::bigint) from jsonb_array_elements(${arrayOf(`${STANDING}->'lots'`)}) lot), 0)
          + coalesce((${STANDING}->>'debt')::bigint, 0))`
      case 'member.days_since_joining':
        return `coalesce(greatest(0, ${this.put(this.asOf.today, 'bigint')} - (${HISTORY}->>'joined')::bigint), 0)`
      case 'member.days_since_last_order':
        return this.daysSince(`(${HISTORY}->>'lastOrder')::bigint`)
      default:
        return this.measured(fact, leaf.window ?? { kind: 'lifetime' }, leaf.category)
    }
  }

  private daysSince(day: string): string {
    return `(case when ${day} is not null then greatest(0, ${this.put(this.asOf.today, 'bigint')} - ${day}) end)`
  }

  private ladder(): string {
    return `${STANDING}->'ladders'->${this.put(this.asOf.ladderId, 'text')}`
  }

  private measured(fact: FactKey, window: Window, category: string | undefined): string {
    const value = ofRow[fact]
    if (value === undefined) throw new RangeError('the condition asks about more than members')
    if (window.kind === 'lifetime') {
      const total = this.total(fact)
      if (total !== null) return `coalesce((${total})::bigint, 0)`
    }
    const since = this.since(fact, window)
    const rows = `jsonb_array_elements(${arrayOf(this.rows(fact, category))}) r`
    // Where a window begins with the member, its beginning is worked out once, and not for each date.
    const own = window.kind === 'joining_year' || window.kind === 'tier_period'
    const within = own ? `(select ${since}::bigint as first offset 0) w, ${rows}` : rows
    const condition = since === null ? '' : ` where (r->>0)::bigint >= ${own ? 'w.first' : since}`
    const sum = `coalesce((select ${value} from ${within}${condition}), 0)`
    if (window.kind !== 'tier_period' || fact === 'member.largest_order') return sum
    // What the day of entry had seen before the entry does not count.
    const gauge = fact.slice('member.'.length)
    const before = this.put(category === undefined ? gauge : `${gauge}:${category}`, 'text')
    return `(${sum} - coalesce((${this.ladder()}->'base'->>${before})::bigint, 0))`
  }

  /** What is kept of a whole membership, where it is. */
  private total(fact: FactKey): string | null {
    switch (fact) {
      case 'member.net_spend':
        return `${HISTORY}->>'spend'`
      case 'member.order_count':
        return `${HISTORY}->>'orders'`
      case 'member.check_ins':
        return `${HISTORY}->>'checkIns'`
      case 'member.growth':
        return `${this.ladder()}->>'growth'`
      default:
        return null
    }
  }

  private rows(fact: FactKey, category: string | undefined): string {
    switch (fact) {
      case 'member.growth':
        return `${this.ladder()}->'growthDays'`
      case 'member.points_earned':
        return `${STANDING}->'earnedDays'`
      case 'member.category_spend':
        return `${HISTORY}->'categories'->${this.put(category ?? '', 'text')}`
      default:
        return `${HISTORY}->'days'`
    }
  }

  /** The first date inside a window; nothing for all of them. */
  private since(fact: FactKey, window: Window): string | null {
    switch (window.kind) {
      case 'lifetime':
        return null
      case 'rolling_days':
        return this.put(this.asOf.today - window.days, 'bigint')
      case 'calendar_month':
      case 'calendar_quarter':
      case 'calendar_half':
      case 'calendar_year':
        return this.put(periodStart(periods[window.kind], this.asOf.today), 'bigint')
      case 'joining_year':
        return this.anniversary()
      case 'tier_period': {
        const from = `coalesce((${this.ladder()}->>'from')::bigint, ${EVER})`
        // Of the greatest order nothing can be subtracted: the day of entry is left out as a whole.
        return fact === 'member.largest_order'
          ? `(${from} + case when jsonb_typeof(${this.ladder()}->'base') = 'object' then 1 else 0 end)`
          : from
      }
    }
  }

  /** The last anniversary of joining; before every date for who has not joined. */
  private anniversary(): string {
    const today = this.put(isoOf(this.asOf.today), 'date')
    return `coalesce((
      select case when years > 0 and (joined + make_interval(years => years))::date > ${today}
        then (joined + make_interval(years => years - 1))::date
        else (joined + make_interval(years => years))::date end - date '1970-01-01'
      from (select date '1970-01-01' + (${HISTORY}->>'joined')::int as joined) began,
        lateral (select (extract(year from greatest(${today}, joined)) - extract(year from joined))::int as years) so_far), ${EVER})`
  }
}

const periods: Record<'calendar_month' | 'calendar_quarter' | 'calendar_half' | 'calendar_year', Period> = {
  calendar_month: 'month',
  calendar_quarter: 'quarter',
  calendar_half: 'half',
  calendar_year: 'year',
}
