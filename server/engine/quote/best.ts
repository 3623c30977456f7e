import type { Quote } from './answer'
import type { Pricing } from './pricing'
import { tell } from './tell'
import type { Wish } from './wish'

export function bestOf(pricing: Pricing, wishes: readonly Wish[]): Quote {
  return tell(pricing, wishes)
}
