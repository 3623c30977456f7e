import { TemplateState } from '@/server/engine/coupon/template'
import { type Asked, oneOf, pageAsk } from '../kit/list-ask'

/** The states a list can be asked for; those at work unless another is named. */
export const tabs = ['active', 'draft', 'paused', 'ended', 'all'] as const
export type Tab = (typeof tabs)[number]
export const tabOf = (asked: string | undefined): Tab => tabs.find((tab) => tab === asked) ?? 'active'

/** What the server is asked for, of an address. */
export function couponAsk(asked: Asked) {
  const tab = tabOf(oneOf(asked, 'state'))
  return { ...(tab === 'all' ? {} : { state: TemplateState.parse(tab) }), ...pageAsk(asked) }
}
