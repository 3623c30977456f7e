import { eq } from 'drizzle-orm'
import { couponTemplates, stores } from '@/db/schema'
import { type BenefitWording, benefitName, termsText } from '@/server/engine/sentence/benefit'
import type { Language } from '@/server/engine/sentence/wording'
import { inTenant } from '@/server/platform/database'
import { countText, moneyText } from '@/server/platform/money-text'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '../program/assemble-draft'
import { type HeldBenefit, readHeldBenefits } from './held-benefits'

/** A benefit that a member has, told in the merchant's language. */
export type ToldBenefit = {
  id: string
  kind: HeldBenefit['benefit']['kind']
  name: string
  sentence: string
  uses: { allowed: number; left: number; per: NonNullable<HeldBenefit['counter']>['per'] } | null
}

/** What a member has now, in sentences for the merchant's own systems. */
export async function tellBenefits(scope: TenantScope, memberId: string): Promise<ToldBenefit[]> {
  const held = await readHeldBenefits(scope, memberId)
  if (held.length === 0) return []
  const w = await inTenant(scope, 'member:read', async (tx): Promise<BenefitWording> => {
    const terms = await tenantTerms(tx)
    const language: Language = terms.language.startsWith('zh') ? 'zh' : 'en'
    const namesOf = async (table: typeof stores | typeof couponTemplates) =>
      new Map(
        (await tx.orm.select({ id: table.id, name: table.name }).from(table).where(eq(table.tenantId, scope.tenantId))).map((row) => [
          row.id,
          row.name,
        ]),
      )
    const [places, coupons] = [await namesOf(stores), await namesOf(couponTemplates)]
    return {
      language,
      money: (minor) => moneyText(minor, terms.currency, language),
      count: (n) => countText(n, language),
      pointsName: terms.pointsName,
      store: (id) => places.get(id),
      coupon: (id) => coupons.get(id),
      tierOf: () => undefined,
      tiers: [],
      fields: [],
      events: [],
    }
  })
  return held.map(({ benefit, terms, counter }) => ({
    id: benefit.id,
    kind: benefit.kind,
    name: benefitName(benefit, w),
    sentence: termsText(benefit, terms, w),
    uses: counter && { allowed: counter.uses, left: counter.left, per: counter.per },
  }))
}
