import type { Day } from './calendar/day'
import { standingOn } from './ladder/standing'
import { expiringOn } from './points/lots'
import type { Program } from './program/compile'
import type { Standing } from './state'
import type { Decisions } from './trace'

/** What a member is told on a day of what lies ahead: points that expire, tiers that end. */
export function remind(program: Program, standing: Standing, day: Day, out: Decisions): void {
  for (const days of program.points.reminders ?? []) {
    const amount = expiringOn(standing, day + days)
    if (amount > 0) out.reminders.push({ kind: 'points_expiring', day, days, amount, on: day + days })
  }
  for (const ladder of program.ladders) {
    const { tier, until } = standingOn(ladder, standing)
    if (tier === null || until === null) continue
    for (const days of ladder.spec.notices ?? [])
      if (until - days === day) out.reminders.push({ kind: 'tier_ending', day, days, ladder: ladder.id, tier, on: until })
  }
}
