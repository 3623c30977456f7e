import type { AdjustPointsDraft } from '@/server/engine/points/command'
import type { Answer } from '@/server/engine/trace'
import type { TenantScope } from '@/server/platform/scope'
import { acceptCommand } from './accept-command'

/** Adjusts a member's points by hand. Refuses with `points.not_enough` when it would take more than can be spent. */
export const adjustPoints = (scope: TenantScope, draft: AdjustPointsDraft): Promise<Answer> =>
  acceptCommand(scope, 'points:adjust', 'points.adjusted', draft)
