import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { couponTemplates } from '@/db/schema'
import { type CouponWant, issueCoupons } from '@/server/coupon/issue-coupons'
import { dayOf } from '@/server/engine/calendar/day'
import { CouponTemplateDraft } from '@/server/engine/coupon/template'
import type { ProgramDocument } from '@/server/engine/program/document'
import { registerMembers } from '@/server/member/register-members'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { lockMembersById } from '@/server/program/member-rows'
import { realOrdersProgram } from './real-orders'

export const journeyProgram: ProgramDocument = { ...realOrdersProgram, timeZone: 'America/New_York', currency: 'USD' }

export type Campaign = { id: string; from: string; until: string; households: string[]; coupons: Map<string, string[]> }
export type Redemption = { household: string; upc: string; campaign: string; on: string }

const rowsOf = (text: string): Record<string, string>[] => {
  const [header = '', ...lines] = text.trim().split('\n')
  const names = header.trim().split(',')
  return lines.map((line) =>
    Object.fromEntries(
      line
        .trim()
        .split(',')
        .map((cell, i) => [names[i], cell]),
    ),
  )
}

/** The campaigns of the files: when they ran, whom they were sent to, and which products each of their coupons fits. */
export function readCampaigns(files: { descriptions: string; campaigns: string; coupons: string }): Map<string, Campaign> {
  const all = new Map<string, Campaign>()
  for (const row of rowsOf(readFileSync(files.descriptions, 'utf8')))
    all.set(row.campaign_id ?? '', {
      id: row.campaign_id ?? '',
      from: row.start_date ?? '',
      until: row.end_date ?? '',
      households: [],
      coupons: new Map(),
    })
  for (const row of rowsOf(readFileSync(files.campaigns, 'utf8'))) all.get(row.campaign_id ?? '')?.households.push(row.household_id ?? '')
  for (const row of rowsOf(gunzipSync(readFileSync(files.coupons)).toString('utf8'))) {
    const coupons = all.get(row.campaign_id ?? '')?.coupons
    const products = coupons?.get(row.coupon_upc ?? '')
    if (products) products.push(row.product_id ?? '')
    else coupons?.set(row.coupon_upc ?? '', [row.product_id ?? ''])
  }
  return all
}

/** Redemptions in the order of the file's dates. */
export const readRedemptions = (file: string): Redemption[] =>
  rowsOf(readFileSync(file, 'utf8'))
    .map((row) => ({
      household: row.household_id ?? '',
      upc: row.coupon_upc ?? '',
      campaign: row.campaign_id ?? '',
      on: row.redemption_date ?? '',
    }))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))

/** What a coupon of a campaign is known by. */
export const couponKey = ({ campaign, upc }: Pick<Redemption, 'campaign' | 'upc'>): string => `${campaign} ${upc}`

/**
 * Sets the campaigns up: each coupon a template good on the campaign's dates for the products it fits, each targeted
 * household a member. A household gets the coupons it redeems, as many copies as it redeems, and the first coupon of each
 * campaign it was targeted by. (Everything to everybody would be 800,199 coupons.) Answers the coupon of each redemption.
 */
export async function setUpJourney(
  scope: TenantScope,
  campaigns: ReadonlyMap<string, Campaign>,
  redemptions: readonly Redemption[],
): Promise<Map<Redemption, string>> {
  const households = [...new Set([...campaigns.values()].flatMap((campaign) => campaign.households))]
  const members = new Map<string, string>()
  for (let from = 0; from < households.length; from += 1_000) {
    const some = households.slice(from, from + 1_000)
    const answers = await registerMembers(
      scope,
      some.map((code) => ({ code, joinedAt: '2016-01-01T12:00:00Z' })),
    )
    for (const [i, answer] of answers.entries()) if (answer.status === 'new') members.set(some[i] as string, answer.memberId)
  }
  const templates = await makeTemplates(scope, campaigns)
  const wants: CouponWant[] = []
  const keys: (Redemption | null)[] = []
  const copies = new Map<string, number>()
  const want = (household: string, key: string, redemption: Redemption | null): void => {
    const copy = (copies.get(`${household} ${key}`) ?? 0) + 1
    copies.set(`${household} ${key}`, copy)
    const issueKey = `mailing:${key}:${copy}`
    wants.push({
      memberId: members.get(household) ?? '',
      templateId: templates.get(key) ?? '',
      count: 1,
      origin: 'batch',
      issueKey,
      cause: issueKey,
    })
    keys.push(redemption)
  }
  for (const redemption of redemptions) want(redemption.household, couponKey(redemption), redemption)
  for (const { id, households, coupons } of campaigns.values()) {
    const [upc = ''] = coupons.keys()
    for (const household of households)
      if (!copies.has(`${household} ${id} ${upc}`)) want(household, couponKey({ campaign: id, upc }), null)
  }
  const given = new Map<Redemption, string>()
  for (let from = 0; from < wants.length; from += 1_000) {
    const some = wants.slice(from, from + 1_000)
    const answers = await inTenant(scope, 'coupon:issue', async (tx) => {
      await lockMembersById(tx, [...new Set(some.map((one) => one.memberId))])
      return issueCoupons(tx, dayOf('2016-06-01'), some)
    })
    for (const [i, answer] of answers.entries()) {
      const redemption = keys[from + i]
      if (answer.refused !== null) throw new Error(`a coupon of the mailing was refused: ${answer.refused}`)
      if (redemption) given.set(redemption, answer.coupons[0] as string)
    }
  }
  return given
}

/** All templates at work at once: one by one, as an operator makes them, would be most of the time of a test. */
async function makeTemplates(scope: TenantScope, campaigns: ReadonlyMap<string, Campaign>): Promise<Map<string, string>> {
  const templates = new Map<string, string>()
  for (const { id: campaign, from, until, coupons } of campaigns.values()) {
    const rows = [...coupons].map(([upc, skus]) => {
      const draft = CouponTemplateDraft.parse({
        name: `Campaign ${campaign} · ${upc}`,
        note: '',
        color: '#d4380d',
        stock: null,
        terms: {
          value: { kind: 'fixed', off: 100 },
          thresholds: [],
          scope: { skus },
          validity: { kind: 'fixed', from, until },
          limits: { perOrder: 1 },
        },
        offer: { way: 'issue' },
      })
      const id = newId()
      templates.set(couponKey({ campaign, upc }), id)
      return { tenantId: scope.tenantId, id, ...draft, state: 'active' as const }
    })
    await inTenant(scope, 'coupon:write', (tx) => tx.orm.insert(couponTemplates).values(rows))
  }
  return templates
}
