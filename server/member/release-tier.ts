import type { ReleaseTierDraft } from '@/server/engine/ladder/command'
import type { Answer } from '@/server/engine/trace'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { acceptCommand } from '../points/accept-command'

/** Ends a tier given by hand, or a lock: the rules decide again. Refuses when there is neither. */
export const releaseTier = (scope: TenantScope, { ladderId, reason, ...head }: ReleaseTierDraft): Promise<Answer> =>
  acceptCommand(scope, 'member:tier', head, {
    says: ['tier.released', ladderId, reason],
    decide: ({ state }) => {
      if (!state.standing.ladders[ladderId]?.override) throw new Refusal('conflict', 'tier.nothing_to_release')
      return { type: 'tier.released', ladder: ladderId, reason }
    },
  })
