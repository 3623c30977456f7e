import { asc, eq } from 'drizzle-orm'
import * as z from 'zod'
import { programVersions, stores } from '@/db/schema'
import { isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { campaignsSection, type ToldCampaign } from '@/server/engine/sentence/member-campaigns'
import { memberRules, memberRulesText, type RulesSection } from '@/server/engine/sentence/member-rules'
import type { Language, Surround } from '@/server/engine/sentence/wording'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { countText, moneyText } from '@/server/platform/money-text'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from './assemble-draft'
import { namedTemplates } from './coupon-names'
import { versionInForce } from './program-names'

export const RulesAsked = z.strictObject({ language: z.enum(['zh', 'en']).optional() })
export type RulesAsked = z.infer<typeof RulesAsked>

/** The rules in force as members read them. `asOf` is the merchant's date, `effectiveFrom` an instant. */
export type RulesForMembers = {
  language: Language
  title: string
  sections: RulesSection[]
  text: string
  version: number
  effectiveFrom: string
  asOf: string
}

const titles: Record<Language, string> = { zh: '会员规则', en: 'Membership rules' }
/** The usual name of points, which has one word in each language; a name of the merchant's own is the same in both. */
const usual: Record<Language, string> = { zh: '积分', en: 'points' }

/** Reads what the version in force says to members, in the merchant's language unless another is asked for; nothing before the first one. */
export const readMemberRules = (scope: TenantScope, asked: RulesAsked = {}): Promise<RulesForMembers | null> =>
  inTenant(scope, 'member:read', async (tx) => {
    const terms = await tenantTerms(tx)
    const versions = await tx.orm
      .select({ number: programVersions.number, effectiveFrom: programVersions.effectiveFrom, document: programVersions.document })
      .from(programVersions)
      .where(eq(programVersions.tenantId, scope.tenantId))
      .orderBy(asc(programVersions.effectiveFrom), asc(programVersions.number))
    const at = now().getTime()
    const version = versionInForce(versions, at)
    if (!version) return null
    const names = new Map(
      (await tx.orm.select({ id: stores.id, name: stores.name }).from(stores).where(eq(stores.tenantId, scope.tenantId))).map((row) => [
        row.id,
        row.name,
      ]),
    )
    const coupons = new Map((await namedTemplates(tx)).map(({ id, name }) => [id, name]))
    const language: Language = asked.language ?? (terms.language.startsWith('zh') ? 'zh' : 'en')
    const asOf = isoOf(localDay(terms.timeZone, at))
    const surround: Surround = {
      language,
      money: (minor) => moneyText(minor, terms.currency, language),
      count: (n) => countText(n, language),
      pointsName: Object.values(usual).includes(terms.pointsName) ? usual[language] : terms.pointsName,
      store: (id) => names.get(id),
      coupon: (id) => coupons.get(id),
    }
    const running = campaignsSection(await runningCampaigns(tx, asOf), version.document, surround)
    const sections = [...memberRules(version.document, surround, asOf), ...(running === null ? [] : [running])]
    const title = titles[language]
    return {
      language,
      title,
      sections,
      text: memberRulesText(title, sections),
      version: version.number,
      effectiveFrom: new Date(version.effectiveFrom).toISOString(),
      asOf,
    }
  })

/** Campaigns at work whose dates hold a day, in the order in which they were put to work. */
const runningCampaigns = (tx: TenantTx, day: string): Promise<ToldCampaign[]> =>
  tx.sql<ToldCampaign[]>`
    select name, intro, terms from campaigns
    where tenant_id = ${tx.scope.tenantId} and state = 'live' and terms->'schedule'->>'from' <= ${day}
      and coalesce(terms->'schedule'->>'until', '9999-12-31') >= ${day}
    order by launched_at, id`.execute()
