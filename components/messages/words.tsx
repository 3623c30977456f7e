import { getLocale, getMessages, getNow, getTimeZone } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { Namespace } from './load'
import { MoreWords } from './more-words'

/** Sends the sentences of some words to the browser, on top of those an outer `Words` sent. Keeps pages small. */
export async function Words({ of, timeZone, children }: { of: Namespace[]; timeZone?: string; children: ReactNode }) {
  const [locale, messages, now, zone] = await Promise.all([getLocale(), getMessages(), getNow(), getTimeZone()])
  const picked = Object.fromEntries(of.map((name) => [name, messages[name]]))
  return (
    <MoreWords locale={locale} messages={picked} now={now} timeZone={timeZone} fallbackZone={zone}>
      {children}
    </MoreWords>
  )
}
