import type { SpendPointsDraft } from '@/server/engine/points/command'
import type { Answer } from '@/server/engine/trace'
import type { TenantScope } from '@/server/platform/scope'
import { acceptCommand } from './accept-command'

/** Spends points, earliest expiry first. Refuses with `points.not_enough` when fewer can be spent. */
export const spendPoints = (scope: TenantScope, draft: SpendPointsDraft): Promise<Answer> =>
  acceptCommand(scope, 'points:spend', 'points.spent', draft)
