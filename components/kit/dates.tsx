'use client'

import { Tooltip } from 'antd'
import { useLocale, useNow, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { tagOf } from '../messages/locale'
import { Unknown, useSetting } from './figures'
import styles from './figures.module.css'

/** How dates are written here, for places that need a string. */
export function useDates() {
  const tag = tagOf[useLocale()]
  const { timeZone } = useSetting()
  return useMemo(() => {
    const day = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' })
    const instant = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone })
    const localDay = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone })
    const zone = new Intl.DateTimeFormat(tag, { timeZone, timeZoneName: 'longGeneric' })
    return {
      /** A calendar date such as 2024-01-31, which has no zone. */
      day: (iso: string) => day.format(new Date(`${iso}T00:00:00Z`)),
      /** A moment, in the merchant's zone. */
      instant: (iso: string) => instant.format(new Date(iso)),
      /** The merchant's calendar date of a moment. */
      dayOf: (iso: string) => localDay.format(new Date(iso)),
      /** The merchant's zone in words, such as 中国时间. */
      zoneName: zone.formatToParts(0).find((p) => p.type === 'timeZoneName')?.value ?? timeZone,
    }
  }, [tag, timeZone])
}

/** A calendar date. */
export function DateText({ day }: { day: string | null | undefined }) {
  const dates = useDates()
  if (!day) return <Unknown />
  return (
    <time dateTime={day} className={styles.figure}>
      {dates.day(day)}
    </time>
  )
}

const steps = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** A moment in the merchant's zone; `relative` says "3 hours ago" and shows the moment on hover. */
export function Instant({ at, relative }: { at: string | null | undefined; relative?: boolean }) {
  const dates = useDates()
  const now = useNow()
  const tag = tagOf[useLocale()]
  if (!at) return <Unknown />
  const full = dates.instant(at)
  const seconds = Math.round((Date.parse(at) - now.getTime()) / 1000)
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? (['minute', 60] as const)
  const ago = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit)
  return (
    <Tooltip title={relative ? `${full} · ${dates.zoneName}` : dates.zoneName}>
      <time dateTime={at} className={styles.figure}>
        {relative ? ago : full}
      </time>
    </Tooltip>
  )
}

/** "As of …": stands on every page of figures. */
export function AsOf({ at }: { at: string }) {
  const t = useTranslations('kit')
  const dates = useDates()
  return <span>{t('asOf', { when: dates.instant(at), zone: dates.zoneName })}</span>
}
