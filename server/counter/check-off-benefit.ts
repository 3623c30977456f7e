import * as z from 'zod'
import { heldBenefits } from '@/server/engine/benefit/held'
import { counterBenefits, freePlace, usesFrom, whyNotHad } from '@/server/engine/benefit/uses'
import { isoOf } from '@/server/engine/calendar/day'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { actorIdOf, atCounter, lockServed, standingNow, storeAt } from './at-counter'
import { whyOfBenefit } from './see-member'
import { takenPlaces, whyUsesHad } from './uses-had'

export const BenefitCheckOff = z.strictObject({
  storeId: z.uuid(),
  memberId: z.uuid(),
  benefitId: z.string().min(1).max(64),
  requestKey: z.uuid(),
})
export type BenefitCheckOff = z.infer<typeof BenefitCheckOff>

/**
 * Checks off one use of a counter-verified benefit, under the member's lock: as often in a period of the merchant's
 * calendar as the version in force allows, while it is valid, at its stores. The same request is one use. Once all are
 * had, the refusal says when and where the last one was.
 */
export const checkOffBenefit = (
  scope: TenantScope,
  { storeId, memberId, benefitId, requestKey }: BenefitCheckOff,
): Promise<{ useId: string; left: number }> =>
  atCounter(scope, async (tx) => {
    const store = await storeAt(tx, storeId)
    const member = await lockServed(tx, memberId)
    const { program, state, at, day, today } = await standingNow(tx, member)
    const benefit = program.benefits.find((one) => one.id === benefitId && one.kind === 'counter')
    if (!benefit) throw new Refusal('not_found', 'benefit.not_found')
    const held = counterBenefits(heldBenefits(program, state, day, at, store.id).grants).find((one) => one.benefit.id === benefitId)
    const earlier = await earlierUse(tx, requestKey)
    if (earlier) {
      if (earlier.member_id !== memberId || earlier.benefit_id !== benefitId) throw new Refusal('conflict', 'counter.request_repeated')
      return {
        useId: earlier.id,
        left: Math.max(0, (held?.uses ?? 0) - (await takenPlaces(tx, memberId, benefitId, earlier.period)).length),
      }
    }
    if (!held) throw new Refusal('conflict', 'counter.benefit_not_held')
    const why = whyNotHad(held.counter, day, store.id)
    if (why) {
      const { code, details } = whyOfBenefit(why, held.counter)
      throw new Refusal('conflict', code, { details })
    }
    const period = isoOf(usesFrom(held.counter.per, day))
    const taken = await takenPlaces(tx, memberId, benefitId, period)
    const place = freePlace(
      taken.map((use) => use.place),
      held.uses,
    )
    if (place === null) {
      const { code, details } = await whyUsesHad(tx, taken)
      throw new Refusal('conflict', code, { details })
    }
    const useId = newId()
    await tx.sql`
      insert into benefit_uses (tenant_id, id, member_id, benefit_id, period, place, request_key, used_at, used_on, at_store, actor_id)
      values (${scope.tenantId}, ${useId}, ${memberId}, ${benefitId}, ${period}, ${place}, ${requestKey}, ${now().toISOString()}, ${today},
              ${store.id}, ${actorIdOf(scope)})`
    await audit(tx, {
      action: 'benefit.checked_off',
      subject: 'benefit_use',
      subjectId: useId,
      after: { name: benefit.name, benefit: benefitId, member: memberId, store: store.id, period, request: requestKey },
    })
    return { useId, left: held.uses - taken.length - 1 }
  })

type EarlierUse = { id: string; member_id: string; benefit_id: string; period: string }

async function earlierUse(tx: TenantTx, requestKey: string): Promise<EarlierUse | undefined> {
  const [use] = await tx.sql<EarlierUse[]>`
    select id, member_id, benefit_id, period::text from benefit_uses where tenant_id = ${tx.scope.tenantId} and request_key = ${requestKey}`
  return use
}
