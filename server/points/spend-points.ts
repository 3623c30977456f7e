import type { SpendPointsDraft } from '@/server/engine/points/command'
import type { Answer } from '@/server/engine/trace'
import type { TenantScope } from '@/server/platform/scope'
import { acceptCommand, takeFrom } from './accept-command'

/** Spends points, earliest expiry first. Refuses with `points.not_enough` when fewer can be spent. */
export const spendPoints = (scope: TenantScope, { amount, reason, ...head }: SpendPointsDraft): Promise<Answer> =>
  acceptCommand(scope, 'points:spend', head, {
    says: ['points.spent', amount, reason],
    decide: ({ state }) => ({ type: 'points.spent', amount, reason, taken: takeFrom(state, amount) }),
  })
