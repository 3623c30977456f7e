import { TemplateState } from '@/server/engine/coupon/template'

/** What narrows the list of templates, as the address names it. */
export const couponFilters = ['q'] as const

type Asked = Record<string, string | string[] | undefined>
const one = (asked: Asked, name: string): string => (typeof asked[name] === 'string' ? asked[name] : '')
const whole = (text: string, fallback: number): number => {
  const n = Number(text)
  return Number.isInteger(n) && n > 0 && n <= 100_000 ? n : fallback
}

/** The states a list can be asked for; those at work unless another is named. */
export const tabs = ['active', 'draft', 'paused', 'ended', 'all'] as const
export type Tab = (typeof tabs)[number]
export const tabOf = (asked: string | undefined): Tab => tabs.find((tab) => tab === asked) ?? 'active'

/** What the server is asked for, of an address. */
export function couponAsk(asked: Asked) {
  const tab = tabOf(one(asked, 'state'))
  const size = whole(one(asked, 'size'), 20)
  return {
    ...(tab === 'all' ? {} : { state: TemplateState.parse(tab) }),
    search: one(asked, 'q').trim().slice(0, 64),
    page: whole(one(asked, 'page'), 1),
    pageSize: [20, 50, 100].includes(size) ? size : 20,
  }
}
