import { asc, eq } from 'drizzle-orm'
import { programVersions } from '@/db/schema'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { BonusTerms } from '@/server/engine/rule/bonus'
import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { minorDigits } from '@/server/platform/money-text'
import { tenantTerms } from '@/server/program/assemble-draft'
import { versionInForce } from '@/server/program/program-names'

/** What a version gives by rates for orders: its rules of points, and those of growth by ladder; and how bonuses meet under it. */
export type RatesOf = { points: ReadonlySet<string>; growth: ReadonlyMap<string, ReadonlySet<string>>; bonus: BonusTerms }

/** What the program says about what campaigns add to, version by version, and about the worth of points now. */
export type EarningTerms = {
  versions: ReadonlyMap<string, RatesOf>
  /** Of the version in force: points for one minor unit by the rates that ask for nothing. */
  plainRate: number
  bonus: BonusTerms
  primary: string | null
  leap: ProgramDocument['points']['leapBirthday']
  /** So many points are worth so many minor units; assumed where the program does not let points be used as cash. */
  worth: { points: number; worth: number; assumed: boolean }
}

const ratesOf = ({ earningRules, growthRules, points }: ProgramDocument): RatesOf => {
  const growth = new Map<string, Set<string>>()
  for (const { id, spec, ladderId } of growthRules)
    if (spec.reward.kind === 'rate') growth.set(ladderId, (growth.get(ladderId) ?? new Set()).add(id))
  return {
    points: new Set(earningRules.flatMap(({ id, spec }) => (spec.reward.kind === 'rate' ? [id] : []))),
    growth,
    bonus: bonusOf(points),
  }
}

const bonusOf = ({ bonusMode, bonusCapBps }: ProgramDocument['points']): BonusTerms => ({ mode: bonusMode ?? 'sum', capBps: bonusCapBps })

/** Rates of paid or completed orders without a condition, added up. */
const plainRateOf = ({ earningRules }: ProgramDocument): number => {
  let rate = 0
  for (const { spec } of earningRules)
    if (spec.reward.kind === 'rate' && spec.trigger.startsWith('order.') && spec.when === undefined && spec.lines === undefined)
      rate += spec.reward.points / spec.reward.per
  return rate
}

/** 100 points are worth one whole unit of the currency until the merchant says otherwise. */
const assumedWorth = (currency: string): number => 10 ** minorDigits(currency)

export async function earningTerms(tx: TenantTx): Promise<EarningTerms> {
  const versions = await tx.orm
    .select({
      id: programVersions.id,
      number: programVersions.number,
      effectiveFrom: programVersions.effectiveFrom,
      document: programVersions.document,
    })
    .from(programVersions)
    .where(eq(programVersions.tenantId, tx.scope.tenantId))
    .orderBy(asc(programVersions.effectiveFrom), asc(programVersions.number))
  const { currency } = await tenantTerms(tx)
  const document = versionInForce(versions, now().getTime())?.document
  const asCash = document?.checkout?.pointsAsCash
  return {
    versions: new Map(versions.map((version) => [version.id, ratesOf(version.document)])),
    plainRate: document ? plainRateOf(document) : 0,
    bonus: document ? bonusOf(document.points) : { mode: 'sum', capBps: 30_000 },
    primary: (document?.ladders.find((ladder) => ladder.primary) ?? document?.ladders[0])?.id ?? null,
    leap: document?.points.leapBirthday,
    worth: asCash
      ? { points: asCash.points, worth: asCash.worth, assumed: false }
      : { points: 100, worth: assumedWorth(currency), assumed: true },
  }
}

/** What points are worth, in minor units. */
export const costOfPoints = (points: number, { worth }: Pick<EarningTerms, 'worth'>): number => (points * worth.worth) / worth.points
