import { isoOf } from '@/server/engine/calendar/day'
import { type EffectLimits, effectId } from '@/server/engine/campaign/campaign'
import { onDate } from '@/server/engine/judging'
import type { TenantTx } from '@/server/platform/database'

/** Why nothing is left of an effect; each has a sentence. */
export type NoRoom = 'campaign.member_limit' | 'campaign.member_day_limit' | 'campaign.day_limit' | 'campaign.budget_used'

/** Whose limits: an effect of a campaign, and the tenant's today. */
export type Limited = { campaignId: string; place: number; limits: EffectLimits; day: number }

/**
 * What of an effect may still be given: to each member by what this campaign gave, to all together under the lock of the
 * effect's budget, until the transaction ends. A copy has limits of its own; what is once whichever copy gives it has a
 * name for its occasion.
 */
export class Room {
  private given = 0

  private constructor(
    private readonly of: Limited,
    private readonly taken: number,
    private readonly takenToday: number,
    private readonly members: ReadonlyMap<string, { ever: number; today: number }>,
  ) {}

  /** Reads what was given, and locks what is shared unless it is only looked at. Who is to be given something is under lock. */
  static async open(tx: TenantTx, of: Limited, memberIds: readonly string[], underLock = true): Promise<Room> {
    const { limits, campaignId, place, day } = of
    const asksMembers = limits.perMember !== undefined || limits.perMemberDay !== undefined
    const [shared, rows] = await Promise.all([
      isShared(limits) ? readShared(tx, of, underLock) : { taken: 0, today: 0 },
      asksMembers
        ? tx.sql<{ id: string; ever: number; today: number }[]>`
            select member_id as id, sum(amount)::int8 as ever, coalesce(sum(amount) filter (where day = ${isoOf(day)}), 0)::int8 as today
            from campaign_grants
            where tenant_id = ${tx.scope.tenantId} and member_id = any (${[...memberIds]}::uuid[]) and campaign_id = ${campaignId} and effect = ${place}
            group by member_id`
        : [],
    ])
    return new Room(of, shared.taken, shared.today, new Map(rows.map((row) => [row.id, row])))
  }

  /** So much of what is wanted as a member may have, or why there is nothing. What is let have counts from now on. */
  take(memberId: string, wanted: number): number | NoRoom {
    const { limits } = this.of
    const before = this.members.get(memberId)
    const ofMember = (limits.perMember ?? Number.POSITIVE_INFINITY) - (before?.ever ?? 0)
    if (ofMember <= 0) return 'campaign.member_limit'
    const ofMemberToday = (limits.perMemberDay ?? Number.POSITIVE_INFINITY) - (before?.today ?? 0)
    if (ofMemberToday <= 0) return 'campaign.member_day_limit'
    const gone = this.gone()
    if (gone !== null) return gone
    const amount = Math.min(wanted, ofMember, ofMemberToday, this.left(), this.leftToday())
    this.given += amount
    return amount
  }

  /** What was let have and could not be given after all. */
  giveBack(amount: number): void {
    this.given -= amount
  }

  /** Why nobody gets anything any more, or nothing while somebody may. */
  gone(): NoRoom | null {
    if (this.left() <= 0) return 'campaign.budget_used'
    return this.leftToday() <= 0 ? 'campaign.day_limit' : null
  }

  private left = (): number => (this.of.limits.total ?? Number.POSITIVE_INFINITY) - this.taken - this.given
  private leftToday = (): number => (this.of.limits.perDay ?? Number.POSITIVE_INFINITY) - this.takenToday - this.given

  /** Writes down what was given of what all share. */
  async settle(tx: TenantTx): Promise<void> {
    if (this.given === 0 || !isShared(this.of.limits)) return
    const { tenantId } = tx.scope
    const name = effectId(this.of.campaignId, this.of.place)
    const rules = this.of.limits.perDay === undefined ? [name] : [name, onDate(name, this.of.day)]
    await tx.sql`
      insert into rule_budgets (tenant_id, rule_id, taken)
      select ${tenantId}::uuid, r.rule_id, ${this.given}::int8 from unnest(${rules}::text[]) as r (rule_id)
      on conflict (tenant_id, rule_id) do update set taken = rule_budgets.taken + excluded.taken`
  }
}

/**
 * Locks the budgets of several effects at once, in their order, for who gives one after the other: whoever takes in events
 * has all of them ahead of any coupon, and the two would wait for each other.
 */
export async function lockBudgets(tx: TenantTx, effects: readonly Pick<Limited, 'campaignId' | 'place' | 'limits'>[]): Promise<void> {
  const names = effects.flatMap(({ campaignId, place, limits }) => (isShared(limits) ? [effectId(campaignId, place)] : [])).sort()
  if (names.length === 0) return
  const { tenantId } = tx.scope
  await tx.sql`
    insert into rule_budgets (tenant_id, rule_id, taken) select ${tenantId}::uuid, r.rule_id, 0 from unnest(${names}::text[]) as r (rule_id)
    on conflict do nothing`
  await tx.sql`select from rule_budgets where tenant_id = ${tenantId} and rule_id = any (${names}::text[]) order by rule_id for update`
}

const isShared = ({ total, perDay }: EffectLimits): boolean => total !== undefined || perDay !== undefined

/** What was given to all, ever and today. The row of the effect is the lock of both, as it is for effects that come with orders. */
async function readShared(tx: TenantTx, whose: Limited, underLock: boolean): Promise<{ taken: number; today: number }> {
  const { tenantId } = tx.scope
  const { campaignId, place, day } = whose
  const name = effectId(campaignId, place)
  if (underLock) await lockBudgets(tx, [whose])
  const rows = await tx.sql<{ rule: string; taken: number }[]>`
    select rule_id as rule, taken from rule_budgets where tenant_id = ${tenantId} and rule_id = any (${[name, onDate(name, day)]}::text[])`
  const of = (rule: string): number => rows.find((row) => row.rule === rule)?.taken ?? 0
  return { taken: of(name), today: of(onDate(name, day)) }
}
