import * as z from 'zod'
import { type Fact, type FactType, facts, isFieldKey } from './facts'
import { Window } from './window'

/** At most this deep and this many leaves, so that every condition stays readable as one sentence. */
export const MAX_DEPTH = 4
export const MAX_LEAVES = 50

export const Operator = z.enum(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'not_in', 'has_any', 'has_none'])
export type Operator = z.infer<typeof Operator>

const text = z.string().max(120)

/**
 * A fact compared with a value: whole number (minor units for money), text, or a list of texts. `window` and `category`
 * narrow a fact that can be asked of a stretch of time or of a category.
 */
export const Leaf = z.object({
  fact: z.string().max(80),
  operator: Operator,
  value: z.union([z.int(), text, z.array(text).min(1).max(200)]),
  window: Window.optional(),
  category: z.string().trim().min(1).max(64).optional(),
})
export type Leaf = z.infer<typeof Leaf>

/** One condition tree for earning rules, qualification, audiences and segments. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Leaf

const Tree: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(Tree).min(1) }),
    z.strictObject({ any: z.array(Tree).min(1) }),
    z.strictObject({ not: Tree }),
    Leaf.strict(),
  ]),
)

/** How many groups lie around the deepest leaf. */
export const depthOf = (c: Condition): number =>
  'all' in c ? 1 + Math.max(...c.all.map(depthOf)) : 'any' in c ? 1 + Math.max(...c.any.map(depthOf)) : 'not' in c ? 1 + depthOf(c.not) : 0

/** Every leaf of a tree, left to right. */
export const leavesOf = (c: Condition): Leaf[] =>
  'all' in c ? c.all.flatMap(leavesOf) : 'any' in c ? c.any.flatMap(leavesOf) : 'not' in c ? leavesOf(c.not) : [c]

/** What is wrong with one leaf against the fact it names, or nothing. */
export function leafProblem(
  leaf: Leaf,
  fact: Fact | undefined,
): 'condition.unknown_fact' | 'condition.wrong_operator' | 'condition.wrong_value' | null {
  if (!fact) return 'condition.unknown_fact'
  if (!fact.operators.includes(leaf.operator)) return 'condition.wrong_operator'
  if (!valueFits(fact.type, leaf)) return 'condition.wrong_value'
  if (leaf.window && !fact.windowed) return 'condition.wrong_value'
  if ((leaf.category !== undefined) !== (fact.ofCategory === true)) return 'condition.wrong_value'
  return null
}

export const Condition = Tree.superRefine((tree, ctx) => {
  if (depthOf(tree) > MAX_DEPTH) ctx.addIssue({ code: 'custom', message: 'condition.too_deep' })
  const leaves = leavesOf(tree)
  if (leaves.length > MAX_LEAVES) ctx.addIssue({ code: 'custom', message: 'condition.too_long' })
  for (const leaf of leaves) {
    // A merchant's own fields are known to the program as a whole only, which is where they are looked at.
    if (isFieldKey(leaf.fact)) continue
    const problem = leafProblem(leaf, facts[leaf.fact as keyof typeof facts])
    if (problem) ctx.addIssue({ code: 'custom', message: problem })
  }
})

const ISO_DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const listOperators: readonly Operator[] = ['in', 'not_in', 'has_any', 'has_none']

function valueFits(type: FactType, leaf: Leaf): boolean {
  if (listOperators.includes(leaf.operator)) return Array.isArray(leaf.value)
  switch (type) {
    case 'money':
    case 'number':
      return typeof leaf.value === 'number'
    case 'choice':
    case 'text':
      return typeof leaf.value === 'string'
    case 'list':
      return false
    case 'date':
      return typeof leaf.value === 'string' && ISO_DATE.test(leaf.value)
    case 'yes_no':
      return leaf.value === 'yes' || leaf.value === 'no'
  }
}
