import type { CouponTemplateDraft } from '@/server/engine/coupon/template'

/** Ready-made coupons: a form that is filled in, and nothing that is stored. */
export const starters = ['reduction', 'percent', 'plain', 'exchange', 'shipping', 'first_order'] as const
export type Starter = (typeof starters)[number]

/** What the address asked to begin with. */
export const starterOf = (asked: string | string[] | undefined): Starter | undefined => starters.find((one) => one === asked)

type Said = { name: string; note: string; service: string }

/** A new template as a starter fills it in; `unit` is an amount of money that reads well as one. */
export function startedFrom(starter: Starter | undefined, { name, note, service }: Said, unit: number): CouponTemplateDraft {
  const from = (amount: number) => [{ reads: 'current' as const, least: amount * unit }]
  const terms: CouponTemplateDraft['terms'] = {
    value: { kind: 'fixed', off: 10 * unit },
    thresholds: from(100),
    scope: {},
    validity: { kind: 'relative', afterDays: 0, days: 30 },
    limits: { perOrder: 1 },
  }
  const draft: CouponTemplateDraft = { name, note, color: colorOf[starter ?? 'reduction'], stock: null, terms, offer: { way: 'issue' } }
  switch (starter) {
    case undefined:
    case 'reduction':
      return draft
    case 'percent':
      return { ...draft, terms: { ...terms, value: { kind: 'percent', offBps: 1_500, cap: 20 * unit }, thresholds: [] } }
    case 'plain':
      return { ...draft, terms: { ...terms, value: { kind: 'fixed', off: 5 * unit }, thresholds: [] } }
    case 'exchange':
      return { ...draft, terms: { ...terms, value: { kind: 'exchange', quantity: 1, service }, thresholds: [] } }
    case 'shipping':
      return { ...draft, terms: { ...terms, value: { kind: 'free_shipping' }, thresholds: from(49) } }
    case 'first_order':
      return {
        ...draft,
        terms: {
          ...terms,
          thresholds: from(30),
          when: { fact: 'member.order_count', operator: 'eq', value: 0 },
          limits: { perMember: 1, perOrder: 1 },
        },
      }
  }
}

const colorOf: Record<Starter, string> = {
  reduction: '#c2410c',
  percent: '#b3261e',
  plain: '#0b7a6b',
  exchange: '#6d3fc4',
  shipping: '#2457c5',
  first_order: '#8c1d5b',
}

/** Colours to choose from, each of which can be read on and told from the others. */
export const colors = Object.values(colorOf)
