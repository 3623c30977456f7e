import { eq } from 'drizzle-orm'
import { stores } from '@/db/schema'
import type { Language, Wording } from '@/server/engine/sentence/wording'
import type { TenantTx } from '@/server/platform/database'
import { countText, moneyText } from '@/server/platform/money-text'
import { ownWords, tenantTerms } from '@/server/program/assemble-draft'
import { programNames } from '@/server/program/program-names'

/** The usual name of points, which has one word in each language; a name of the merchant's own is the same in both. */
const usual: Record<Language, string> = { zh: '积分', en: 'points' }

/** How coupons are told, in the merchant's language unless another is asked for. */
export async function couponWording(tx: TenantTx, asked: Language | null): Promise<Wording> {
  const terms = await tenantTerms(tx)
  const language = asked ?? (terms.language.startsWith('zh') ? 'zh' : 'en')
  const rows = await tx.orm.select({ id: stores.id, name: stores.name }).from(stores).where(eq(stores.tenantId, tx.scope.tenantId))
  const names = new Map(rows.map((row) => [row.id, row.name]))
  const { ladders } = await programNames(tx)
  return {
    language,
    money: (minor) => moneyText(minor, terms.currency, language),
    count: (n) => countText(n, language),
    pointsName: Object.values(usual).includes(terms.pointsName) ? usual[language] : terms.pointsName,
    store: (id) => names.get(id),
    tiers: ladders.flatMap((ladder) => ladder.tiers.map(({ id, name }) => ({ id, name }))),
    ...(await ownWords(tx)),
  }
}
