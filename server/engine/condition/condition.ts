import * as z from 'zod'
import { facts } from './facts'

/** At most this deep and this many leaves, so that every condition stays readable as one sentence. */
export const MAX_DEPTH = 4
export const MAX_LEAVES = 50

export const Operator = z.enum(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'not_in'])
export type Operator = z.infer<typeof Operator>

/** A fact compared with a value: whole number (minor units for money), text, or a list of texts. */
export const Leaf = z.object({
  fact: z.string(),
  operator: Operator,
  value: z.union([z.int(), z.string().max(120), z.array(z.string().max(120)).min(1).max(200)]),
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

const depth = (c: Condition): number =>
  'all' in c ? 1 + Math.max(...c.all.map(depth)) : 'any' in c ? 1 + Math.max(...c.any.map(depth)) : 'not' in c ? 1 + depth(c.not) : 0

/** Every leaf of a tree, left to right. */
export const leavesOf = (c: Condition): Leaf[] =>
  'all' in c ? c.all.flatMap(leavesOf) : 'any' in c ? c.any.flatMap(leavesOf) : 'not' in c ? leavesOf(c.not) : [c]

export const Condition = Tree.superRefine((tree, ctx) => {
  if (depth(tree) > MAX_DEPTH) ctx.addIssue({ code: 'custom', message: 'condition.too_deep' })
  const leaves = leavesOf(tree)
  if (leaves.length > MAX_LEAVES) ctx.addIssue({ code: 'custom', message: 'condition.too_long' })
  for (const leaf of leaves) {
    const fact = facts[leaf.fact as keyof typeof facts]
    if (!fact) ctx.addIssue({ code: 'custom', message: 'condition.unknown_fact' })
    else if (!(fact.operators as readonly string[]).includes(leaf.operator))
      ctx.addIssue({ code: 'custom', message: 'condition.wrong_operator' })
    else if (!valueFits(fact.type, leaf)) ctx.addIssue({ code: 'custom', message: 'condition.wrong_value' })
  }
})

function valueFits(type: 'money' | 'number' | 'choice' | 'text', leaf: Leaf): boolean {
  const list = leaf.operator === 'in' || leaf.operator === 'not_in'
  if (list) return Array.isArray(leaf.value)
  return type === 'money' || type === 'number' ? typeof leaf.value === 'number' : typeof leaf.value === 'string'
}
