import { createHash } from 'node:crypto'
import type { Condition, Leaf } from '@/server/engine/condition/condition'
import type { ProgramDocument } from '@/server/engine/program/document'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The tenant's stores, so that a document may name one by its code. */
export type StoreNames = readonly { id: string; code: string }[]

/**
 * A document in which every id is a UUID and every reference follows: a hand-written id ("gold") becomes the same UUID each time,
 * so that tiers and rules stay themselves from version to version. Tiers may be named by code, stores by code.
 */
export function settleIds(tenantId: string, document: ProgramDocument, stores: StoreNames): ProgramDocument {
  const settled = (kind: string, id: string): string => (UUID.test(id) ? id.toLowerCase() : derivedId(`${tenantId}:${kind}:${id}`))
  const storeIds = new Map(
    stores.flatMap((s) => [
      [s.code, s.id],
      [s.id, s.id],
    ]),
  )
  const tierIds = new Map<string, string>()
  for (const ladder of document.ladders.toReversed()) for (const tier of ladder.tiers) tierIds.set(tier.code, settled('tier', tier.id))
  for (const ladder of document.ladders) for (const tier of ladder.tiers) tierIds.set(tier.id, settled('tier', tier.id))
  const renamed: Record<string, ReadonlyMap<string, string>> = { 'member.tier': tierIds, 'order.store': storeIds }
  const withReferences = <T extends { when?: Condition | undefined }>(spec: T): T =>
    spec.when ? { ...spec, when: rename(spec.when, renamed) } : spec
  return {
    ...document,
    ladders: document.ladders.map((l) => ({
      ...l,
      id: settled('ladder', l.id),
      tiers: l.tiers.map((t) => ({ ...t, id: settled('tier', t.id) })),
    })),
    growthRules: document.growthRules.map((r) => ({
      ...r,
      id: settled('growth', r.id),
      ladderId: settled('ladder', r.ladderId),
      spec: withReferences(r.spec),
    })),
    earningRules: document.earningRules.map((r) => ({ ...r, id: settled('earning', r.id), spec: withReferences(r.spec) })),
  }
}

/** A condition with the values of some facts renamed; a name that is not known stays, for the lint to find. */
export function rename(condition: Condition, names: Record<string, ReadonlyMap<string, string>>): Condition {
  if ('all' in condition) return { all: condition.all.map((c) => rename(c, names)) }
  if ('any' in condition) return { any: condition.any.map((c) => rename(c, names)) }
  if ('not' in condition) return { not: rename(condition.not, names) }
  const known = names[condition.fact]
  if (!known) return condition
  const one = (value: string): string => known.get(value) ?? value
  const value: Leaf['value'] = Array.isArray(condition.value) ? condition.value.map(one) : one(String(condition.value))
  return { ...condition, value }
}

function derivedId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  // Version 8 of RFC 9562: made by a rule of our own.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
