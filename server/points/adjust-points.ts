import type { AdjustPointsDraft } from '@/server/engine/points/command'
import type { Answer } from '@/server/engine/trace'
import type { TenantScope } from '@/server/platform/scope'
import { acceptCommand, takeFrom } from './accept-command'

/** Adjusts a member's points by hand. Refuses with `points.not_enough` when it would take more than can be spent. */
export const adjustPoints = (scope: TenantScope, { amount, reason, ...head }: AdjustPointsDraft): Promise<Answer> =>
  acceptCommand(scope, 'points:adjust', head, {
    says: ['points.adjusted', amount, reason],
    decide: ({ state }) => ({ type: 'points.adjusted', amount, reason, taken: amount < 0 ? takeFrom(state, -amount) : [] }),
  })
