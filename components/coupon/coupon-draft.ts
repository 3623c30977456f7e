import * as z from 'zod'
import { Threshold } from '@/server/engine/checkout/scope'
import { type CouponTemplateDraft, type CouponTerms, CouponTemplateDraft as Draft } from '@/server/engine/coupon/template'

/** What a coupon is worth as people choose it: a fixed amount with a threshold is 满减, without one it is cash. */
export const worths = ['reduction', 'plain', 'percent', 'exchange', 'free_shipping'] as const
export type Worth = (typeof worths)[number]

type Amount = number | null
type Lists = Partial<Record<'skus' | 'categories' | 'exceptSkus' | 'exceptCategories' | 'stores' | 'channels' | 'tiers', string[]>>
/** One threshold as its controls hold it. */
export type HeldThreshold = { reads?: 'initial' | 'current'; least?: Amount; most?: Amount }

/** A template as its controls hold it: also what belongs to another choice, so that switching back finds it again. */
export type HeldTemplate = {
  name?: string
  note?: string
  color?: string
  worth?: Worth
  limited?: boolean
  stock?: Amount
  stacks?: 'alone' | 'group'
  comesBack?: boolean
  terms?: {
    value?: { off?: Amount; offBps?: Amount; cap?: Amount; skus?: string[]; categories?: string[]; quantity?: Amount; service?: string }
    thresholds?: HeldThreshold[]
    scope?: Lists
    when?: unknown
    validity?: { kind?: 'fixed' | 'relative'; from?: string; until?: string; afterDays?: Amount; days?: Amount }
    group?: string
    limits?: { perMember?: Amount; perMemberDay?: Amount; perDay?: Amount; perOrder?: Amount }
    extendDays?: Amount
  }
  offer?: { way?: 'claim' | 'issue' | 'code'; from?: string; until?: string; tiers?: string[]; when?: unknown }
}

/** The shape that judges the form: a note that was cleared is an empty one. */
export const TemplateForm = Draft.extend({ note: Draft.shape.note.default('') })

/** What was switched on and not filled in: optional in the shape, and yet not to be passed over. */
const MISSING = Number.NaN

const filled = <T extends Record<string, unknown>>(held: T | undefined): Partial<T> =>
  Object.fromEntries(
    Object.entries(held ?? {}).filter(
      ([, value]) => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  ) as Partial<T>

function worthValue(worth: Worth, held: NonNullable<HeldTemplate['terms']>['value'] = {}): unknown {
  switch (worth) {
    case 'plain':
    case 'reduction':
      return { kind: 'fixed', off: held.off }
    case 'percent':
      return { kind: 'percent', offBps: held.offBps, ...filled({ cap: held.cap }) }
    case 'exchange':
      return {
        kind: 'exchange',
        quantity: held.quantity,
        ...filled({ skus: held.skus, categories: held.categories, service: held.service }),
      }
    case 'free_shipping':
      return { kind: 'free_shipping', ...filled({ cap: held.cap }) }
  }
}

function thresholdsOf(worth: Worth, held: HeldThreshold[] = []): unknown[] {
  if (worth === 'plain') return []
  const rows = held.map((row) => ({ reads: row.reads ?? 'current', ...filled({ least: row.least, most: row.most }) }))
  if (worth === 'reduction') return rows.length > 0 ? rows : [{ reads: 'current' }]
  // One row that nobody touched is no threshold; a second one was asked for.
  return rows.length === 1 && rows[0]?.least === undefined && rows[0]?.most === undefined ? [] : rows
}

/** The draft that the controls stand for. Once put to work, its terms stay what they were, but for the limits. */
export function couponDraftOf(values: Record<string, unknown>, frozen?: CouponTerms): unknown {
  const { name, note, color, worth = 'reduction', limited, stock, stacks, comesBack, terms = {}, offer = {} } = values as HeldTemplate
  const { way, ...more } = offer
  const limits = filled(terms.limits)
  return {
    name,
    note,
    color,
    stock: limited ? (stock ?? undefined) : null,
    terms: frozen
      ? { ...frozen, limits }
      : {
          value: worthValue(worth, terms.value),
          thresholds: thresholdsOf(worth, terms.thresholds),
          scope: filled(terms.scope),
          ...filled({ when: terms.when }),
          validity:
            terms.validity?.kind === 'fixed'
              ? { kind: 'fixed', from: terms.validity.from, until: terms.validity.until }
              : { kind: 'relative', afterDays: terms.validity?.afterDays ?? 0, days: terms.validity?.days },
          ...(stacks === 'group' ? { group: terms.group?.trim() || MISSING } : {}),
          limits,
          ...(comesBack ? { extendDays: terms.extendDays ?? MISSING } : {}),
        },
    offer: { way, ...(way === 'issue' ? {} : filled(more)) },
  }
}

const worthOf = ({ value, thresholds }: CouponTerms): Worth =>
  value.kind !== 'fixed' ? value.kind : thresholds.length > 0 ? 'reduction' : 'plain'

/** What the controls begin with: the template, and something sensible for what it leaves out. */
export function heldCoupon({ name, note, color, stock, terms, offer }: CouponTemplateDraft): Record<string, unknown> {
  const { kind: _kind, ...value } = terms.value
  return {
    name,
    note,
    color,
    worth: worthOf(terms),
    limited: stock !== null,
    stock,
    stacks: terms.group === undefined ? 'alone' : 'group',
    comesBack: terms.extendDays !== undefined,
    terms: {
      ...terms,
      value: { quantity: 1, ...value },
      thresholds: terms.thresholds.length > 0 ? terms.thresholds : [{ reads: 'current' }],
      validity: { afterDays: 0, days: 30, ...terms.validity },
    },
    offer,
  } satisfies HeldTemplate
}

/** What a coupon shows of itself; what is not filled in yet is nothing. */
export type Shown = Pick<CouponTemplateDraft, 'name' | 'note' | 'color'> & {
  value: CouponTerms['value'] | null
  worth: Worth
  thresholds: CouponTerms['thresholds']
  scope: CouponTerms['scope']
  validity: CouponTerms['validity'] | null
}

/** What there is to be seen of a coupon while it is being written, part by part. */
export function shownOf(values: Record<string, unknown>, frozen?: CouponTerms): Shown {
  const { name = '', note = '', color = '', worth = 'reduction' } = values as HeldTemplate
  const { terms } = couponDraftOf(values, frozen) as { terms: Record<'value' | 'thresholds' | 'scope' | 'validity', unknown> }
  const { value, scope, validity } = Draft.shape.terms.shape
  const part = <S extends z.ZodType>(shape: S, held: unknown): z.output<S> | null => shape.safeParse(held).data ?? null
  return {
    name,
    note,
    color,
    worth: frozen ? worthOf(frozen) : worth,
    value: part(value, terms.value),
    thresholds: z
      .array(z.unknown())
      .parse(terms.thresholds)
      .flatMap((row) => part(Threshold, row) ?? []),
    scope: part(scope, terms.scope) ?? {},
    validity: part(validity, terms.validity),
  }
}

/** The same of a template that is whole. */
export const shownTemplate = ({ name, note, color, terms }: Pick<CouponTemplateDraft, 'name' | 'note' | 'color' | 'terms'>): Shown => ({
  name,
  note,
  color,
  worth: worthOf(terms),
  value: terms.value,
  thresholds: terms.thresholds,
  scope: terms.scope,
  validity: terms.validity,
})
