import type { RedemptionState } from '@/server/engine/reward/reward'
import type { Tone } from '../kit/status-dot'

export const redemptionTones: Record<RedemptionState, Tone> = {
  to_send: 'attention',
  sent: 'working',
  to_collect: 'attention',
  done: 'good',
  cancelled: 'rest',
}
