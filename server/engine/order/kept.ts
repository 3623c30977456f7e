import type { Day } from '../calendar/day'
import { type FactValues, slotOf } from '../condition/compile'
import { allocate } from '../money/allocate'
import type { BonusTerms } from '../rule/bonus'
import type { CompiledRule } from '../rule/compiled'
import { type Goods, judge, type Limit, type Verdict } from '../rule/judge'
import type { OrderRecord } from '../state'
import { keptAmount, keptQuantity } from './book'
import { namedIn } from './goods'

/**
 * What rules lose of what stands for them, when they would give `now`: the difference is taken on the whole, so that
 * what one rule would give more makes up for what another gives less. Versions of semantics 1 take it rule by rule, as they did.
 */
export function lossesOf(
  stands: Readonly<Record<string, number>>,
  now: Readonly<Record<string, number>>,
  semantics: number,
): [rule: string, lost: number][] {
  const losing: [rule: string, lost: number][] = []
  let [sum, whole] = [0, 0]
  for (const rule of inOrder(stands)) {
    const had = stands[rule] as number
    const lost = Math.max(0, had - (now[rule] ?? 0))
    if (lost > 0) losing.push([rule, lost])
    sum += lost
    whole += had
  }
  for (const gives of Object.values(now)) whole -= gives
  if (semantics < 2 || whole >= sum) return losing
  if (whole <= 0) return []
  const parts = allocate(
    whole,
    losing.map(([, lost]) => lost),
  )
  return losing.map(([rule], i): [string, number] => [rule, parts[i] as number]).filter(([, lost]) => lost > 0)
}

/** Rules in one order, however their figures were stored and read back: a database keeps no order of keys but this. */
function inOrder(stands: Readonly<Record<string, number>>): string[] {
  const rules = Object.keys(stands)
  return rules.length < 2 ? rules : rules.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
}

/** What is kept of an order, or what a refund stands for, as it is judged again: under the room that caps left then. */
export type Kept = { day: Day; values: FactValues; goods: Goods; rooms: Record<string, number> | undefined }

export function judgeKept(
  rules: readonly CompiledRule[],
  { day, values, goods, rooms }: Kept,
  bonusBps: number,
  bonus: BonusTerms,
): Verdict {
  const limit = limitOf(rooms)
  return judge(rules, { day, event: null, values, goods, bonusBps, bonus, limit })
}

const asMuch: Limit = (_, wanted) => ({ given: wanted, why: 'order_cap' })
const limitOf = (rooms: Kept['rooms']): Limit =>
  rooms === undefined ? asMuch : (rule, wanted) => ({ given: Math.min(wanted, rooms[rule.id] ?? wanted), why: 'order_cap' })

/** The facts an order was judged by, with those of the order itself as they are for what is kept of it. */
export function keptFacts(order: OrderRecord, facts: FactValues): FactValues {
  const values = [...facts]
  const [amount, quantity] = [slotOf['order.amount'], slotOf['order.quantity']]
  if (typeof values[amount] === 'number') values[amount] = keptAmount(order)
  if (typeof values[quantity] === 'number') values[quantity] = keptQuantity(order)
  const [categories, skus] = [slotOf['order.categories'], slotOf['order.skus']]
  if (!Array.isArray(values[categories]) && !Array.isArray(values[skus])) return values
  const named = namedIn(order)
  if (Array.isArray(values[categories])) values[categories] = named.categories
  if (Array.isArray(values[skus])) values[skus] = named.skus
  return values
}
