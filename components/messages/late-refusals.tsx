'use client'

import { useLocale, useNow, useTimeZone } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import type { Messages } from './load'
import type { Locale } from './locale'
import { MoreWords } from './more-words'

const refusalsOf: Record<Locale, () => Promise<{ default: Messages['refusals'] }>> = {
  zh: () => import('./zh/refusals.json'),
  en: () => import('./en/refusals.json'),
}

const none = {}

type Held = { locale: Locale; refusals: Messages['refusals'] }

/** The sentences of every "no": nobody needs them in the first picture, so they follow once the page stands. */
export function LateRefusals({ children }: { children: ReactNode }) {
  const locale = useLocale()
  const now = useNow()
  const timeZone = useTimeZone()
  const [held, setHeld] = useState<Held>()
  useEffect(() => {
    let gone = false
    refusalsOf[locale]()
      .then((file) => {
        if (!gone) setHeld({ locale, refusals: file.default })
      })
      // Without them a "no" is said in general words; the page itself works.
      .catch(() => undefined)
    return () => {
      gone = true
    }
  }, [locale])
  return (
    <MoreWords
      locale={locale}
      messages={held?.locale === locale ? { refusals: held.refusals } : none}
      now={now}
      fallbackZone={timeZone ?? 'UTC'}
    >
      {children}
    </MoreWords>
  )
}
