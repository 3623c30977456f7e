import { Gives, RedemptionQuery } from '@/server/engine/reward/redemption'
import { RedemptionState } from '@/server/engine/reward/reward'

export const redemptionFilters = ['q', 'state', 'gives', 'reward', 'from', 'to'] as const

const sizes = ['20', '50', '100']

/** What the address of the list asks for; the same on the server and in the browser. What makes no sense is left out. */
export function redemptionAsk(asked: Partial<Record<string, string | string[]>>): RedemptionQuery {
  const said = (name: string): string | undefined => (typeof asked[name] === 'string' && asked[name] ? asked[name] : undefined)
  const size = said('size')
  const query = {
    search: said('q'),
    state: RedemptionState.safeParse(said('state')).data,
    gives: Gives.safeParse(said('gives')).data,
    rewardId: RedemptionQuery.shape.rewardId.safeParse(said('reward')).data,
    from: RedemptionQuery.shape.from.safeParse(said('from')).data,
    to: RedemptionQuery.shape.to.safeParse(said('to')).data,
    page: Math.max(1, Math.trunc(Number(said('page'))) || 1),
    pageSize: size && sizes.includes(size) ? Number(size) : undefined,
  }
  const read = RedemptionQuery.safeParse(query)
  return read.success ? read.data : RedemptionQuery.parse({})
}
