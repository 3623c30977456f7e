import type { Window } from '../condition/window'
import type { Surround } from './wording'

/** How far back something is measured, as it stands before the thing in Chinese and behind it in English. */
export function windowText(window: Window | undefined, w: Surround): string {
  const zh = w.language === 'zh'
  switch (window?.kind) {
    case undefined:
    case 'lifetime':
      return zh ? '累计' : 'so far'
    case 'rolling_days':
      return zh ? `近 ${w.count(window.days)} 天` : `over the last ${w.count(window.days)} ${window.days === 1 ? 'day' : 'days'}`
    case 'calendar_month':
      return zh ? '当月' : 'in the calendar month'
    case 'calendar_quarter':
      return zh ? '当季' : 'in the calendar quarter'
    case 'calendar_half':
      return zh ? '当半年' : 'in the calendar half-year'
    case 'calendar_year':
      return zh ? '当年' : 'in the calendar year'
    case 'joining_year':
      return zh ? '本入会年度' : 'in the current year of membership'
    case 'tier_period':
      return zh ? '本次定级以来' : 'since the tier was given or renewed'
  }
}
