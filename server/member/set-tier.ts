import { dayOf } from '@/server/engine/calendar/day'
import type { SetTierDraft } from '@/server/engine/ladder/command'
import type { Answer } from '@/server/engine/trace'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { acceptCommand } from '../points/accept-command'

/**
 * Gives a member a tier by hand, or locks the present one. It stands until the next trigger, or while it is locked, and
 * no longer than `until`. Refuses a ladder or a tier that the program in force does not have, and a day gone by.
 */
export const setTier = (scope: TenantScope, { ladderId, tierId, until, locked, reason, ...head }: SetTierDraft): Promise<Answer> =>
  acceptCommand(scope, 'member:tier', head, {
    says: ['tier.set', ladderId, tierId ?? null, until ?? null, locked, reason],
    decide: ({ program, day }) => {
      const ladder = program.ladders.find((one) => one.id === ladderId)
      if (!ladder) throw new Refusal('not_found', 'ladder.not_found')
      if (tierId !== undefined && !ladder.tiers.some((tier) => tier.id === tierId)) throw new Refusal('not_found', 'tier.not_found')
      const last = until === undefined ? null : dayOf(until)
      if (last !== null && last < day) throw new Refusal('invalid', 'tier.until_gone_by', { field: 'until' })
      return { type: 'tier.set', ladder: ladderId, ...(tierId === undefined ? {} : { tier: tierId }), until: last, locked, reason }
    },
  })
