import type { Page } from '@playwright/test'
import type { SampleHouse } from './sample-house'

type Draft = { kind?: string; on?: unknown; from?: string; until?: string; effects?: unknown[] }

export const isoToday = (): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date())

/** So many points more with each order, in basis points. */
export const bonus = (bps: number, limits: object = {}) => ({ at: { kind: 'order' }, gives: { kind: 'points_bonus', bps }, limits })

/** A campaign as the forms write it: double points every day, from today on, unless said otherwise. */
export const campaignDraft = (
  name: string,
  { kind = 'double_points', on = { kind: 'every_day' }, from = isoToday(), until, effects }: Draft = {},
) => ({
  kind,
  name,
  intro: '',
  noticeDays: null,
  terms: { schedule: { from, ...(until ? { until } : {}), on }, audience: {}, effects: effects ?? [bonus(10_000)] },
})

/** A campaign of the house, put to work. */
export async function campaignAtWork(house: Pick<SampleHouse, 'call'>, name: string, draft: Draft = {}): Promise<string> {
  const { id } = await house.call('campaign.create', campaignDraft(name, draft))
  await house.call('campaign.launch', { campaignId: id, revision: 1 })
  return String(id)
}

/** Sends orders from the till's side, one after the other, each at the present moment. */
export function tillOf(page: Page, key: string) {
  let sent = 0
  return async (member: string, amount: number) => {
    sent += 1
    const order = {
      type: 'order.paid',
      event_id: `till-${sent}`,
      order_no: `T-${sent}`,
      member,
      store: 'S1',
      occurred_at: new Date().toISOString(),
      amount,
    }
    const answer = await page.request.post('/api/v1/events', { headers: { authorization: `Bearer ${key}` }, data: { events: [order] } })
    const said = await answer.json()
    if (!answer.ok() || said.summary.refused > 0) throw new Error(JSON.stringify(said).slice(0, 500))
  }
}
