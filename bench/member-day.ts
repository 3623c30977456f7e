import { launchCampaign, turnCampaign } from '@/db/testing/campaign'
import { mintTenant } from '@/db/testing/mint'
import { startRuns } from '@/server/campaign/start-runs'
import { localDay } from '@/server/engine/calendar/zone'
import type { CampaignDraft } from '@/server/engine/campaign/campaign'
import { timelineOf } from '@/server/engine/program/compile'
import { lookForCampaigns } from '@/server/jobs/campaign-task'
import { systemScope, type TenantScope } from '@/server/platform/scope'
import { advanceTenant } from '@/server/program/advance-tenant'
import { applyEvents } from '@/server/program/apply-events'
import { templates } from '@/server/program/templates/catalogue'
import { atMost, type Figure, median, timed, told } from './measure'
import { settleMembers, whoPaidFor } from './nightly'
import { zone } from './orders'
import { ownerPool } from './written'

const program = templates.ecommerce({ language: 'zh', currency: 'GBP', timeZone: zone })
const ROUNDS = 8
const ORDERS = 60

const memberDay: CampaignDraft = {
  kind: 'member_day',
  name: '示例会员日',
  intro: '',
  noticeDays: null,
  terms: {
    schedule: { from: '2020-01-01', on: { kind: 'every_day' } },
    audience: {},
    effects: [{ at: { kind: 'order' }, gives: { kind: 'points_bonus', bps: 10_000 }, limits: {} }],
  },
}

/** A member day begins and ends for 200,000 members: how many of their rows it touches, and what one order costs with and without it. */
export async function campaignMemberDay(): Promise<Figure[]> {
  const members = Number(process.env.BENCH_MEMBER_DAY_MEMBERS ?? 200_000)
  const { scope, tenantId, versionId } = await mintTenant({ program, currency: 'GBP', timeZone: zone })
  const timeline = timelineOf([{ id: versionId as string, effectiveFrom: 0, document: program }])
  await settleMembers(tenantId, 0, members, whoPaidFor(timeline, localDay(zone, Date.now()) + 300))
  await ownerPool().unsafe('vacuum analyze')
  const system = systemScope(tenantId, 'campaigns')
  const since = await now()
  const begins: number[] = []
  const [plain, during]: [number[], number[]] = [[], []]
  let touched = 0
  for (let round = 0; round <= ROUNDS; round++) {
    const before = await touchedSince(tenantId, since)
    let campaign = ''
    const ms = await timed(async () => {
      campaign = await launchCampaign(scope, memberDay, { at: Date.now() })
      await lookForCampaigns()
      await startRuns(system)
      await advanceTenant(system)
    })
    const begun = await touchedSince(tenantId, since)
    const withIt = await orders(scope, round * 2)
    const bought = await touchedSince(tenantId, since)
    await turnCampaign(scope, campaign, 'ended', Date.now())
    await lookForCampaigns()
    await startRuns(system)
    await advanceTenant(system)
    touched += begun - before + ((await touchedSince(tenantId, since)) - bought)
    const without = await orders(scope, round * 2 + 1)
    // The first round warms both up.
    if (round === 0) continue
    begins.push(ms)
    during.push(withIt)
    plain.push(without)
  }
  return [
    told('campaign.member_day.begin', median(begins), 'ms'),
    atMost('campaign.member_day.touched', touched, 'members', 0),
    told('campaign.member_day.order', median(during), 'ms'),
    told('campaign.member_day.order.without', median(plain), 'ms'),
    atMost('campaign.member_day.order.ratio', median(during.map((ms, i) => ms / (plain[i] as number))), 'times', 1.25),
  ]
}

/** Milliseconds of one order, of members who have none of this run yet. */
async function orders(scope: TenantScope, batch: number): Promise<number> {
  const ms: number[] = []
  for (let i = 0; i < ORDERS; i++) {
    const name = `d${batch * ORDERS + i + 1}`
    const order = { type: 'order.paid', order_no: name, amount: 5_000 }
    const event = {
      source: 'till',
      event_id: name,
      member: `n${batch * ORDERS + i + 1}`,
      occurred_at: new Date().toISOString(),
      body: order,
    }
    ms.push(
      await timed(async () => {
        const [answer] = await applyEvents(scope, [event])
        if (answer?.status !== 'applied') throw new Error(`${answer?.status} ${answer?.code ?? ''}`)
      }),
    )
  }
  return median(ms)
}

/** The place of the latest transaction. */
async function now(): Promise<string> {
  const [row] = await ownerPool()<{ at: string }[]>`select txid_current()::text as at`
  return row?.at ?? '0'
}

/** How many rows of members were written since a transaction: each carries the one that wrote it. */
async function touchedSince(tenantId: string, since: string): Promise<number> {
  const [row] = await ownerPool()<{ n: number }[]>`
    select count(*)::int as n from members where tenant_id = ${tenantId} and xmin::text::int8 > ${since}::int8`
  return row?.n ?? 0
}
