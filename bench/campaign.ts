import type { TransactionSql } from '@/db/client'
import { launchCampaign } from '@/db/testing/campaign'
import { mintTenant } from '@/db/testing/mint'
import { runEffect } from '@/server/campaign/run-effect'
import { startRuns } from '@/server/campaign/start-runs'
import type { CampaignDraft, Effect } from '@/server/engine/campaign/campaign'
import { registerMembers } from '@/server/member/register-members'
import { appPool } from '@/server/platform/database'
import { systemScope, type TenantScope } from '@/server/platform/scope'
import { templates } from '@/server/program/templates/catalogue'
import { aTemplate } from '@/server/trpc/fixtures/coupon'
import type { Staged } from './floor/advance-rows'
import { giveRows } from './floor/give-rows'
import { atLeast, type Figure, median, timed, told } from './measure'
import { zone } from './orders'
import { ownerPool, rowsOf } from './written'

const program = templates.ecommerce({ language: 'zh', currency: 'GBP', timeZone: zone })
const ROUNDS = 5

/** How many members there are; each round gives a coupon to each of them, 100,000 in all. */
const members = (): number => Number(process.env.BENCH_CAMPAIGN_MEMBERS ?? 20_000)

const everyDay = (effects: Effect[]): CampaignDraft => ({
  kind: 'member_day',
  name: '示例会员日',
  intro: '',
  noticeDays: null,
  terms: { schedule: { from: '2020-01-01', on: { kind: 'every_day' } }, audience: {}, effects },
})

/** A campaign gives everybody a coupon in the background, beside set-based SQL that writes the same rows. */
export async function campaignIssue(): Promise<Figure[]> {
  const { scope, tenantId } = await mintTenant({ program, currency: 'GBP', timeZone: zone })
  const { tenantId: mirror } = await mintTenant()
  const count = members()
  for (let i = 0; i < count; i += 1_000)
    await registerMembers(
      scope,
      Array.from({ length: Math.min(1_000, count - i) }, (_, n) => ({ code: `c${i + n}`, joinedAt: '2020-01-01T00:00:00Z' })),
    )
  const template = await aTemplate({ scope })
  await copied('members', tenantId, mirror)
  await copied('coupon_templates', tenantId, mirror)
  const system = systemScope(tenantId, 'campaigns')
  const [mine, floors]: [number[], number[]] = [[], []]
  for (let round = 0; round <= ROUNDS; round++) {
    const campaign = await launchCampaign(
      scope,
      everyDay([{ at: { kind: 'occasion' }, gives: { kind: 'coupons', coupons: [{ template, count: 1 }] }, limits: {} }]),
    )
    await startRuns(system)
    if (round === 0) await ownerPool().unsafe('vacuum analyze')
    const ms = await timed(() => giveTo(system, campaign, count))
    await copied('campaigns', tenantId, mirror)
    const given = await Promise.all([
      stage('coupons', `tenant_id = '${tenantId}' and campaign_id = '${campaign}'`),
      stage(
        'coupon_moves',
        `tenant_id = '${tenantId}' and coupon_id in (select id from coupons where tenant_id = '${tenantId}' and campaign_id = '${campaign}')`,
      ),
      stage('campaign_grants', `tenant_id = '${tenantId}' and campaign_id = '${campaign}'`),
    ])
    const floor = await timed(() => appPool().begin((sql) => giveRows(sql as TransactionSql, mirror, given)))
    // The first round warms both up.
    if (round === 0) continue
    mine.push(ms)
    floors.push(floor)
  }
  return [
    told('campaign.issue', (count / median(mine)) * 1000, 'coupons/s'),
    told('campaign.issue.floor', (count / median(floors)) * 1000, 'coupons/s'),
    atLeast('campaign.issue.vs.floor', median(mine.map((ms, i) => (floors[i] as number) / ms)), 'times', 0.5),
  ]
}

/** Gives a campaign's effect to all of them. */
async function giveTo(scope: TenantScope, campaign: string, count: number): Promise<void> {
  const [run] = await ownerPool()<
    { id: string }[]
  >`select id from campaign_runs where tenant_id = ${scope.tenantId} and campaign_id = ${campaign}`
  await runEffect(scope, run?.id as string)
  const [done] = await ownerPool()<
    { n: number }[]
  >`select count(*)::int as n from campaign_grants where tenant_id = ${scope.tenantId} and campaign_id = ${campaign}`
  if (done?.n !== count) throw new Error(`${done?.n} of ${count} members were given`)
}

/** Copies a table's rows of one tenant to another, as far as they are not there. */
async function copied(table: string, from: string, to: string): Promise<void> {
  const names = (await columnsOf(table)).join(', ')
  await ownerPool().unsafe(
    `insert into ${table} (tenant_id, ${names}) select $2, ${names} from ${table} where tenant_id = $1 on conflict do nothing`,
    [from, to],
  )
}

const columnsOf = async (table: string): Promise<string[]> =>
  (await rowsOf(table, '00000000-0000-7000-8000-000000000000', 'false and id = any ($2::uuid[])', [])).columns.map(({ name }) => name)

/** Lays what a round wrote in one table ready for the floor. */
async function stage(table: string, where: string): Promise<Staged> {
  await ownerPool().unsafe(
    `drop table if exists staged_${table}; create table staged_${table} as select * from ${table} where ${where};
     grant select on staged_${table} to rungs_app; analyze staged_${table}`,
  )
  return { table, columns: await columnsOf(table) }
}
