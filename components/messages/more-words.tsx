'use client'

import { type Locale, NextIntlClientProvider } from 'next-intl'
import { createContext, type ReactNode, use, useMemo } from 'react'
import type { Messages } from './load'

const Outer = createContext<{ messages: Partial<Messages>; timeZone?: string }>({ messages: {} })

type Props = { locale: Locale; messages: Partial<Messages>; now: Date; timeZone?: string; fallbackZone: string; children: ReactNode }

/** The browser's half of `Words`: what is nearer adds to what is outside. */
export function MoreWords({ locale, messages, now, timeZone, fallbackZone, children }: Props) {
  const outer = use(Outer)
  const merged = useMemo(
    () => ({ messages: { ...outer.messages, ...messages }, timeZone: timeZone ?? outer.timeZone }),
    [outer, messages, timeZone],
  )
  return (
    <Outer value={merged}>
      <NextIntlClientProvider locale={locale} messages={merged.messages} now={now} timeZone={merged.timeZone ?? fallbackZone}>
        {children}
      </NextIntlClientProvider>
    </Outer>
  )
}
