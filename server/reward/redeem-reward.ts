import { createHmac, randomInt } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type * as z from 'zod'
import { redemptions, rewards, tenants } from '@/db/schema'
import { issueCoupons } from '@/server/coupon/issue-coupons'
import { type Day, isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { judgeReward } from '@/server/engine/reward/judge'
import type { RedeemDraft, SendAddress } from '@/server/engine/reward/redemption'
import type { RedemptionState, RewardSpec } from '@/server/engine/reward/reward'
import { keyFor, memberRow, seal } from '@/server/member/seal'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { Overtaken, untilDone } from '@/server/platform/try-again'
import { acceptWithin, takeFrom } from '@/server/points/accept-command'
import { lockMembersByCode, lockMembersById } from '@/server/program/member-rows'
import { recordRefusals } from '@/server/program/record-refusals'

type Draft = Omit<z.infer<typeof RedeemDraft>, 'memberId'>

/** What is asked for a member, who is named by id or by code, and how it came in. */
export type Redeeming = Draft & { through: 'api' | 'counter' | 'console' } & ({ memberId: string } | { code: string })

/** The redemption made, or the earlier one of the same request. */
export type Redeemed = { id: string; number: string; repeated: boolean }

const TRIES = 6

/**
 * Gives a member a reward for points, all of it in one step under the member's lock: points, stock, coupons and tickets
 * go together or not at all. Refuses with the first thing that stands in the way. The same request is one redemption;
 * another one under the same key is refused.
 */
export async function redeemReward(scope: TenantScope, draft: Redeeming): Promise<Redeemed> {
  try {
    return await untilDone(() => inTenant(scope, 'redemption:write', (tx) => redeem(tx, draft)), TRIES)
  } catch (error) {
    if (error instanceof Refusal) await keepRefusal(scope, draft, error)
    throw error
  }
}

/** A refused redemption is part of a member's life, as a refused command is. */
async function keepRefusal(scope: TenantScope, draft: Redeeming, { kind, code, field, details }: Refusal): Promise<void> {
  if (kind === 'not_found' || kind === 'forbidden' || code === 'redemption.request_repeated') return
  await recordRefusals(scope, 'redemption:write', [
    {
      memberId: 'memberId' in draft ? draft.memberId : null,
      memberCode: 'code' in draft ? draft.code : null,
      source: 'rungs',
      eventKey: `redemption:${draft.requestKey}`,
      type: 'points.spent',
      occurredAt: now().toISOString(),
      storeId: draft.storeId ?? null,
      storeCode: null,
      code,
      field: field ?? null,
      details,
    },
  ])
}

async function redeem(tx: TenantTx, draft: Redeeming): Promise<Redeemed> {
  const { tenantId } = tx.scope
  const [member] = await ('memberId' in draft ? lockMembersById(tx, [draft.memberId]) : lockMembersByCode(tx, [draft.code]))
  if (!member) throw new Refusal('not_found', 'member.not_found')
  const hash = hashOf(tenantId, member.id, draft)
  const earlier = await readEarlier(tx, draft.requestKey)
  if (earlier) {
    if (earlier.hash !== hash) throw new Refusal('conflict', 'redemption.request_repeated')
    return { id: earlier.id, number: earlier.number, repeated: true }
  }
  // Without its picture, which is most of the row.
  const [reward] = await tx.orm
    .select({
      id: rewards.id,
      name: rewards.name,
      state: rewards.state,
      spec: rewards.spec,
      stock: rewards.stock,
      left: rewards.left,
      revision: rewards.revision,
    })
    .from(rewards)
    .where(and(eq(rewards.tenantId, tenantId), eq(rewards.id, draft.rewardId)))
  if (!reward) throw new Refusal('not_found', 'reward.not_found')
  const { quantity } = draft
  const { gives } = reward.spec
  const sends = gives.kind === 'goods' && gives.by === 'send'
  if (!sends && draft.address) throw new Refusal('invalid', 'redemption.address_not_needed', { field: 'address' })

  // Before the log is written: coupons that an entry brings are taken behind the rewards by everybody.
  if (reward.left === null || reward.left >= quantity) await takeStock(tx, reward, quantity)
  const id = newId()
  const language = await languageOf(tx)
  let price = 0
  let today: Day = 0
  const { eventId } = await acceptWithin(
    tx,
    { memberId: member.id, requestKey: `redemption:${id}`, storeId: draft.storeId, source: 'rungs' },
    {
      says: ['points.spent', id],
      decide: async (situation) => {
        const { program, state } = situation
        const at = now().getTime()
        // The merchant's own date: the member's log may lie ahead of it.
        today = localDay(program.timeZone, at)
        const had = await hadOf(tx, member.id, reward.id, today)
        const verdict = judgeReward(reward, { program, state, day: today, at, had }, quantity)
        if (verdict.why) throw new Refusal('conflict', verdict.why.code, { details: verdict.why.details })
        // Asked for last: whether a reward is to be had at all comes before where it is to go.
        if (sends && !draft.address) throw new Refusal('invalid', 'redemption.address_needed', { field: 'address' })
        price = verdict.price
        const amount = price * quantity
        return { type: 'points.spent', amount, reason: reasonOf(language, reward.name, quantity), taken: takeFrom(state, amount) }
      },
    },
  )
  const couponIds =
    gives.kind === 'coupon' ? await giveCoupons(tx, today, { id, memberId: member.id, gives, quantity, eventId, price }) : []
  const number = await insertRedemption(tx, {
    tenantId,
    id,
    memberId: member.id,
    rewardId: reward.id,
    rewardName: reward.name,
    gives: gives.kind,
    quantity,
    points: price * quantity,
    spendId: eventId,
    state: firstState(reward.spec),
    couponIds,
    ticketsLeft: gives.kind === 'lottery_ticket' ? quantity : 0,
    addressSealed: draft.address ? sealAddress(tenantId, id, draft.address) : null,
    through: draft.through,
    requestKey: draft.requestKey,
    requestHash: hash,
    createdOn: isoOf(today),
    ...(firstState(reward.spec) === 'done' ? { doneAt: now().toISOString() } : {}),
  })
  await audit(tx, {
    action: 'redemption.made',
    subject: 'redemption',
    subjectId: id,
    after: { name: reward.name, number, quantity, points: price * quantity, through: draft.through },
  })
  return { id, number, repeated: false }
}

/** Coupons and tickets are had at once; goods and services are still to come. */
function firstState({ gives }: RewardSpec): RedemptionState {
  switch (gives.kind) {
    case 'goods':
      return gives.by === 'send' ? 'to_send' : 'to_collect'
    case 'service':
      return 'to_collect'
    case 'coupon':
    case 'lottery_ticket':
      return 'done'
  }
}

/** How many of a reward a member has had and not given back, ever and on one date. */
export async function hadOf(tx: TenantTx, memberId: string, rewardId: string, day: Day): Promise<{ ever: number; today: number }> {
  const [row] = await tx.sql<{ ever: number; today: number }[]>`
    select coalesce(sum(quantity), 0)::int as ever, coalesce(sum(quantity) filter (where created_on = ${isoOf(day)}), 0)::int as today
    from redemptions
    where tenant_id = ${tx.scope.tenantId} and member_id = ${memberId} and reward_id = ${rewardId} and state <> 'cancelled'`
  return row ?? { ever: 0, today: 0 }
}

/** Takes stock of a reward that must still be as it was judged. Tries all again where an operator changed it meanwhile. */
async function takeStock(tx: TenantTx, reward: { id: string; revision: number; stock: number | null }, quantity: number): Promise<void> {
  const { tenantId } = tx.scope
  // Without a stock its row is shared, so that nobody waits; an operator who changes it waits for all of them.
  const taken =
    reward.stock === null
      ? await tx.sql`
          select id from rewards where tenant_id = ${tenantId} and id = ${reward.id} and revision = ${reward.revision} for share`
      : await tx.sql`
          update rewards set left_over = left_over - ${quantity}
          where tenant_id = ${tenantId} and id = ${reward.id} and revision = ${reward.revision} and left_over >= ${quantity} returning id`
  if (taken.length > 0) return
  const [as] = await tx.sql<{ revision: number; left: number | null }[]>`
    select revision, left_over as left from rewards where tenant_id = ${tenantId} and id = ${reward.id}`
  if (!as || as.revision !== reward.revision) throw new Overtaken('the reward was changed')
  throw new Refusal('conflict', 'reward.none_left', { details: { left: as.left ?? 0 } })
}

type CouponGift = {
  id: string
  memberId: string
  gives: { template: string }
  quantity: number
  eventId: string
  price: number
}

async function giveCoupons(tx: TenantTx, today: Day, gift: CouponGift): Promise<string[]> {
  const [issued] = await issueCoupons(tx, today, [
    {
      memberId: gift.memberId,
      templateId: gift.gives.template,
      count: gift.quantity,
      origin: 'reward',
      issueKey: `redemption:${gift.id}`,
      cause: gift.id,
      bought: { spend: gift.eventId, points: gift.price, redemption: gift.id },
    },
  ])
  if (!issued || issued.refused !== null) throw new Refusal('conflict', issued?.refused ?? 'coupon.template_unknown')
  return issued.coupons
}

/** `R` and ten digits that say nothing of how many came before. */
const numberAnew = (): string => `R${String(randomInt(1e10)).padStart(10, '0')}`

async function insertRedemption(tx: TenantTx, row: Omit<typeof redemptions.$inferInsert, 'number'>): Promise<string> {
  for (;;) {
    const number = numberAnew()
    const [made] = await tx.orm
      .insert(redemptions)
      .values({ ...row, number })
      .onConflictDoNothing()
      .returning({ number: redemptions.number })
    if (made) return made.number
    // Either the number is taken, or another member's request came first under this key.
    if (await readEarlier(tx, row.requestKey)) throw new Refusal('conflict', 'redemption.request_repeated')
  }
}

async function readEarlier(tx: TenantTx, requestKey: string) {
  const [row] = await tx.orm
    .select({ id: redemptions.id, number: redemptions.number, hash: redemptions.requestHash })
    .from(redemptions)
    .where(and(eq(redemptions.tenantId, tx.scope.tenantId), eq(redemptions.requestKey, requestKey)))
  return row
}

/** A keyed hash: an address is too easily guessed from a plain one. */
const hashOf = (tenantId: string, memberId: string, { rewardId, quantity, storeId, address }: Redeeming): string =>
  createHmac('sha256', keyFor('redemption request', tenantId))
    .update(
      JSON.stringify([
        memberId,
        rewardId,
        quantity,
        storeId ?? null,
        address?.recipient ?? null,
        address?.phone ?? null,
        address?.address ?? null,
      ]),
    )
    .digest('hex')

const sealAddress = (tenantId: string, id: string, address: SendAddress): string =>
  seal('redemption.address', memberRow(tenantId, id), JSON.stringify(address))

async function languageOf(tx: TenantTx): Promise<string> {
  const [tenant] = await tx.orm.select({ language: tenants.language }).from(tenants).where(eq(tenants.id, tx.scope.tenantId))
  return tenant?.language ?? 'zh-CN'
}

/** What the member's log says the points went for, in the merchant's language. */
const reasonOf = (language: string, name: string, quantity: number): string =>
  language.startsWith('zh') ? `积分兑换：${name} × ${quantity}` : `Redeemed: ${name} × ${quantity}`
