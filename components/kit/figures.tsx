'use client'

import { Tooltip } from 'antd'
import { useLocale } from 'next-intl'
import { createContext, type ReactNode, use, useMemo } from 'react'
import { tagOf } from '../messages/locale'
import styles from './figures.module.css'

export type Setting = { currency: string; timeZone: string; pointsName: string }

const MerchantSetting = createContext<Setting>({ currency: 'CNY', timeZone: 'Asia/Shanghai', pointsName: '积分' })

/** In which money, zone and points name the figures below are written. */
export const SettingProvider = ({ value, children }: { value: Setting; children: ReactNode }) => (
  <MerchantSetting value={value}>{children}</MerchantSetting>
)
export const useSetting = (): Setting => use(MerchantSetting)

/** How figures are written here, for places that need a string. Money comes in minor units. */
export function useFigures() {
  const tag = tagOf[useLocale()]
  const { currency } = useSetting()
  return useMemo(() => {
    const money = new Intl.NumberFormat(tag, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    const digits = money.resolvedOptions().maximumFractionDigits ?? 2
    const count = new Intl.NumberFormat(tag)
    const short = new Intl.NumberFormat(tag, { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 })
    const shortMoney = new Intl.NumberFormat(tag, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      notation: 'compact',
      minimumFractionDigits: 0,
      maximumFractionDigits: 1,
    })
    const percent = new Intl.NumberFormat(tag, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })
    const symbol = money.formatToParts(0).find((p) => p.type === 'currency')?.value ?? currency
    return {
      /** How many digits the minor unit takes: 2 for CNY, 0 for JPY. */
      digits,
      symbol,
      money: (minor: number) => money.format(minor / 10 ** digits),
      shortMoney: (minor: number) => shortMoney.format(minor / 10 ** digits),
      count: (n: number) => count.format(n),
      short: (n: number) => short.format(n),
      /** Of a share between 0 and 1. */
      percent: (share: number) => percent.format(share),
    }
  }, [tag, currency])
}

const Figure = ({ full, short }: { full: string; short?: string }) =>
  short === undefined || short === full ? (
    <span className={styles.figure}>{full}</span>
  ) : (
    <Tooltip title={full}>
      <span className={styles.figure}>{short}</span>
    </Tooltip>
  )

/** What is not known: looks different from zero. */
export const Unknown = () => <span className={styles.unknown}>—</span>

type FigureProps = { value: number | null | undefined; short?: boolean }

/** Money from minor units: ¥1,234.50; with `short` ¥1.2万 and the full figure on hover. */
export function Money({ value, short }: FigureProps) {
  const f = useFigures()
  if (value === null || value === undefined) return <Unknown />
  return <Figure full={f.money(value)} short={short ? f.shortMoney(value) : undefined} />
}

/** A whole number: members, orders. */
export function Count({ value, short }: FigureProps) {
  const f = useFigures()
  if (value === null || value === undefined) return <Unknown />
  return <Figure full={f.count(value)} short={short ? f.short(value) : undefined} />
}

/** Points with the merchant's own name for them; `signed` writes +15 and −15. */
export function Points({ value, short, signed, bare }: FigureProps & { signed?: boolean; bare?: boolean }) {
  const f = useFigures()
  const { pointsName } = useSetting()
  if (value === null || value === undefined) return <Unknown />
  const sign = value < 0 ? '−' : signed && value > 0 ? '+' : ''
  const unit = bare ? '' : ` ${pointsName}`
  return (
    <Figure full={`${sign}${f.count(Math.abs(value))}${unit}`} short={short ? `${sign}${f.short(Math.abs(value))}${unit}` : undefined} />
  )
}

/** A share between 0 and 1, with one decimal. */
export function Percent({ value }: { value: number | null | undefined }) {
  const f = useFigures()
  return value === null || value === undefined ? <Unknown /> : <Figure full={f.percent(value)} />
}
