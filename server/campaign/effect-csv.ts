import { stringify } from 'csv-stringify/sync'
import { inTenant } from '@/server/platform/database'
import { minorDigits } from '@/server/platform/money-text'
import { safeCell } from '@/server/platform/safe-cell'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'
import { readEffect } from './read-effect'
import type { CampaignEffect, SalesFigures } from './views'

/** The words of the file, in the language of the person who asks. */
export type EffectFileWords = {
  file: Record<'name' | 'value' | 'from' | 'until' | 'days' | 'beforeFrom' | 'beforeUntil' | 'reach' | 'during' | 'before', string>
  facts: Record<
    'members' | 'grants' | 'points' | 'growth' | 'coupons' | 'used' | 'couponsOff' | 'goods' | 'chances' | 'off' | 'cost',
    string
  >
  compare: Record<'all' | 'withGift' | 'withoutGift' | 'buyers' | 'orders' | 'sales', string>
  days: Record<'day' | 'grants' | 'orders' | 'sales', string>
}

/** What a campaign has come to as CSV that a spreadsheet opens with the right characters and without formulas: its figures, and the days below. */
export async function* effectCsv(scope: TenantScope, campaignId: string, words: EffectFileWords): AsyncGenerator<string> {
  const { currency, pointsName } = await inTenant(scope, 'campaign:read', tenantTerms)
  const effect = await readEffect(scope, { campaignId })
  const digits = minorDigits(currency)
  const money = (minor: number): string => (minor / 10 ** digits).toFixed(digits)
  const lines = (rows: readonly (readonly string[])[]): string => stringify(rows.map((row) => row.map(amountOrText)))
  const { file, days } = words
  yield `\uFEFF${lines([[file.name, file.value]])}`
  if (effect === null) return
  yield lines(figuresOf(effect, { ...words, facts: { ...words.facts, points: pointsName } }, money))
  yield lines([[], [days.day, days.grants, days.orders, days.sales]])
  yield lines(
    effect.byDay.map(({ day, grants, orders, sales }) => [
      day,
      String(grants),
      orders === null ? '' : String(orders),
      sales === null ? '' : money(sales),
    ]),
  )
}

/** A number that is below nothing begins like a formula and is none. */
const amountOrText = (cell: string): string => (/^-?\d+(\.\d+)?$/.test(cell) ? cell : safeCell(cell))

function figuresOf(effect: CampaignEffect, { file, facts, compare }: EffectFileWords, money: (minor: number) => string): string[][] {
  const sold = (who: string, when: string, { members, orders, sales }: SalesFigures): string[][] => [
    [`${who} ${when} ${compare.sales}`, money(sales)],
    [`${who} ${when} ${compare.orders}`, String(orders)],
    [`${who} ${when} ${compare.buyers}`, String(members)],
  ]
  const both = (who: string, { during, before }: { during: SalesFigures; before: SalesFigures }): string[][] => [
    ...sold(who, file.during, during),
    ...sold(who, file.before, before),
  ]
  return [
    [file.from, effect.from],
    [file.until, effect.until],
    [file.days, String(effect.days)],
    [file.beforeFrom, effect.beforeFrom ?? ''],
    [file.beforeUntil, effect.beforeUntil ?? ''],
    [file.reach, String(effect.reach)],
    [facts.members, String(effect.members)],
    [facts.grants, String(effect.grants)],
    [facts.points, String(effect.points)],
    [facts.growth, String(effect.growth)],
    [facts.coupons, String(effect.coupons)],
    [facts.used, String(effect.couponsUsed)],
    [facts.couponsOff, money(effect.couponsOff)],
    [facts.goods, String(effect.goods)],
    [facts.chances, String(effect.chances)],
    [facts.off, money(effect.off)],
    [facts.cost, money(effect.cost)],
    ...both(compare.all, effect),
    ...both(compare.withGift, effect.withGift),
    ...both(compare.withoutGift, effect.withoutGift),
  ]
}
