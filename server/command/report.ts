import { isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { currencyDigits } from '@/server/import/reads'
import { now } from '@/server/platform/clock'
import { advanceTenant } from '@/server/program/advance-tenant'
import { tiersAsOf } from '@/server/report/count-tiers'
import { totals } from '@/server/report/sum-totals'
import { monthWalk } from '@/server/report/walk-months'
import { type FoundTenant, findTenant } from './find-tenant'
import { type Command, dateOf, given } from './words'

/** What time has changed up to a date is written down before the date is asked about; never beyond today. */
async function catchUp({ scope, timeZone }: FoundTenant, date: string): Promise<void> {
  const today = isoOf(localDay(timeZone, now().getTime()))
  await advanceTenant(scope, { to: date < today ? date : today })
}

export const reportTiers: Command = {
  usage: 'report tiers --tenant <tenant> --as-of <date>',
  about: 'Counts members per tier at 00:00 of a date of the merchant’s zone, after its day step and before its events, as now known.',
  options: ['tenant', 'as-of'],
  run: async (options) => {
    const tenant = await findTenant(given(options, 'tenant'))
    const date = dateOf(options, 'as-of')
    await catchUp(tenant, date)
    const { members, none, tiers } = await tiersAsOf(tenant.scope, date)
    const value = {
      tenant: tenant.slug,
      as_of: date,
      members,
      none,
      tiers: tiers.map(({ code, name, threshold, count }) => ({ code, name, threshold, count })),
    }
    const lines = [
      ...(none > 0 ? [`  ${'no tier'.padEnd(16)}${none}`] : []),
      ...tiers.map((tier) => `  ${tier.name.padEnd(16)}${tier.count}`),
    ]
    return { value, text: [`${members} members of ${tenant.slug} as of ${date}`, ...lines].join('\n') }
  },
}

export const reportTotals: Command = {
  usage: 'report totals --tenant <tenant>',
  about: 'Sums everything ever recorded: members, orders, refunds, net sales, points. Money is in whole minor units.',
  options: ['tenant'],
  run: async (options) => {
    const { scope, slug, currency } = await findTenant(given(options, 'tenant'))
    const sums = await totals(scope)
    const digits = currencyDigits(currency)
    const snake = Object.fromEntries(Object.entries(sums).map(([name, n]) => [name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`), n]))
    const decimal = (minor: number) => (minor / 10 ** digits).toFixed(digits)
    const value = { tenant: slug, currency, minor_digits: digits, ...snake }
    const lines = Object.entries(snake).map(
      ([name, n]) => `  ${name.padEnd(20)}${name === 'net' || name === 'gross' ? `${decimal(n)} ${currency}` : n}`,
    )
    return { value, text: [`Totals of ${slug}`, ...lines].join('\n') }
  },
}

export const reportWalk: Command = {
  usage: 'report walk --tenant <tenant> --from <date> --to <date>',
  about:
    'Walks the month starts of a stretch: members who had bought or given back before each, tiers, and who moved up or down since the one before.',
  options: ['tenant', 'from', 'to'],
  run: async (options) => {
    const tenant = await findTenant(given(options, 'tenant'))
    const [from, to] = [dateOf(options, 'from'), dateOf(options, 'to')]
    await catchUp(tenant, to)
    const months = await monthWalk(tenant.scope, from, to)
    const rows = months.map(({ tiers, ...month }) => ({ ...month, ...Object.fromEntries(tiers.map((tier) => [tier.code, tier.count])) }))
    return {
      value: { tenant: tenant.slug, months: rows },
      text: rows
        .map((row) =>
          Object.entries(row)
            .map(([k, v]) => `${k} ${v}`)
            .join('  '),
        )
        .join('\n'),
    }
  },
}
