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
      const standing = state.standing.ladders[ladderId]
      if (!standing) throw new Refusal('not_found', 'ladder.not_found')
      if (!standing.override) throw new Refusal('conflict', 'tier.nothing_to_release')
      return { type: 'tier.released', ladder: ladderId, reason }
    },
  })
