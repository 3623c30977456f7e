import { createHash } from 'node:crypto'
import type { ProgramDocument } from '@/server/engine/program/document'
import { renameReferences } from './rename-references'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The tenant's stores, so that a document may name one by its code. */
export type StoreNames = readonly { id: string; code: string }[]

/**
 * A document in which every id is a UUID and every reference follows: a hand-written id ("gold") becomes the same UUID each time,
 * so that tiers and rules stay themselves from version to version. Tiers may be named by code, stores by code; the
 * merchant's own fields and events are named by their keys, which stay.
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
  const named = renameReferences(document, { facts: { 'member.tier': tierIds, 'order.store': storeIds }, tiers: tierIds, stores: storeIds })
  const { fields, events, checkout, benefits, ...rest } = named
  return {
    ...rest,
    ladders: named.ladders.map((l) => ({
      ...l,
      id: settled('ladder', l.id),
      tiers: l.tiers.map((t) => ({ ...t, id: settled('tier', t.id) })),
    })),
    growthRules: named.growthRules.map((r) => ({ ...r, id: settled('growth', r.id), ladderId: settled('ladder', r.ladderId) })),
    earningRules: named.earningRules.map((r) => ({ ...r, id: settled('earning', r.id) })),
    // A program without any says nothing about them, as programs did before there were any.
    ...(fields?.length ? { fields: fields.map((f) => ({ ...f, id: settled('field', f.id) })) } : {}),
    ...(events?.length ? { events: events.map((e) => ({ ...e, id: settled('event', e.id) })) } : {}),
    ...(checkout
      ? { checkout: { ...checkout, reductions: checkout.reductions.map((r) => ({ ...r, id: settled('reduction', r.id) })) } }
      : {}),
    ...(benefits?.length
      ? { benefits: benefits.map((b) => ({ ...b, id: b.kind === 'counter' ? settled('benefit', b.id) : b.kind })) }
      : {}),
  }
}

function derivedId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  // Version 8 of RFC 9562: made by a rule of our own.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
