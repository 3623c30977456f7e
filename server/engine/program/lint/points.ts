import type { Expiry } from '../../calendar/expiry'
import { bonusOf, factorOf } from '../../rule/bonus'
import type { Place } from '../problem'
import type { Lint } from './found'
import { meetingMultipliers } from './rules'

/** What is wrong with how points live, wait and multiply. */
export function lintPoints(lint: Lint): void {
  const { points, ladders } = lint.document
  const lives: { expiry: Expiry; place: Place }[] = [
    { expiry: points.expiry, place: ['points', 'expiry'] },
    ...ladders.flatMap((ladder, i) =>
      ladder.tiers.flatMap((tier, k) =>
        tier.expiry ? [{ expiry: tier.expiry, place: ['ladders', i, 'tiers', k, 'expiry'] as Place }] : [],
      ),
    ),
  ]
  for (const { expiry, place } of lives) {
    const longest = longestLife(expiry)
    if (longest === 0) lint.found('points.gone_at_once', place)
    else if (longest !== null && points.pending && points.pending.days >= longest)
      lint.found('points.pending_outlives', place, { pending: points.pending.days, days: longest })
  }
  lintReminders(
    lint,
    lives.map(({ expiry }) => expiry),
  )
  lintBonuses(lint)
}

/** The most days that points live; nothing for ever. */
function longestLife(expiry: Expiry): number | null {
  switch (expiry.kind) {
    case 'never':
      return null
    case 'inactivity':
      return expiry.days
    case 'yearly':
      return 366 * (expiry.years + 1)
    case 'rolling': {
      const days = expiry.unit === 'days' ? expiry.count : expiry.count * 31
      return expiry.roundUp === undefined ? days : days + periodDays[expiry.roundUp]
    }
  }
}

const periodDays = { month: 31, quarter: 92, half: 184, year: 366 } as const

function lintReminders(lint: Lint, lives: readonly Expiry[]): void {
  const { reminders } = lint.document.points
  if (!reminders?.length) return
  const place: Place = ['points', 'reminders']
  const lengths = lives.map(longestLife).filter((days) => days !== null)
  if (lengths.length === 0) lint.found('points.reminder_unused', place)
  else if (Math.max(...reminders) > Math.max(...lengths))
    lint.found('points.reminder_too_early', place, { days: Math.max(...reminders), most: Math.max(...lengths) })
}

const exactly = (over: bigint, under: bigint): number => Number((over * 100n) / under) / 100

/** Bonuses that go beyond the cap: of one tier alone, or of tiers and multiplying rules together. */
function lintBonuses(lint: Lint): void {
  const { points, ladders } = lint.document
  const { bonusCapBps: capBps } = points
  const mode = points.bonusMode ?? 'sum'
  let alone = false
  ladders.forEach((ladder, i) => {
    ladder.tiers.forEach((tier, k) => {
      if (10_000 + tier.bonusBps <= capBps) return
      alone = true
      lint.found('points.bonus_beyond_cap', ['ladders', i, 'tiers', k, 'bonusBps'], { bonus: tier.bonusBps / 100, cap: capBps / 10_000 })
    })
  })
  if (alone) return
  const tierBonus = bonusOf(
    ladders.map((ladder) => Math.max(...ladder.tiers.map((tier) => tier.bonusBps))),
    mode,
  )
  const groups = [[], ...meetingMultipliers(lint)]
  const factors = groups.map((group) => ({
    count: group.length,
    ...factorOf(
      tierBonus,
      group.map((one) => one.factorBps),
      { mode, capBps: Number.MAX_SAFE_INTEGER },
    ),
  }))
  const highest = factors.reduce((most, one) => (one.over * most.under > most.over * one.under ? one : most))
  if (highest.over * 10_000n <= BigInt(capBps) * highest.under) return
  lint.found('points.bonuses_beyond_cap', ['points', 'bonusCapBps'], {
    factor: exactly(highest.over, highest.under),
    cap: capBps / 10_000,
    rules: highest.count,
  })
}
