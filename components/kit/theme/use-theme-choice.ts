'use client'

import { useSyncExternalStore } from 'react'
import type { Scheme } from './palette'
import { readTheme, type ThemeChoice, themeCookie } from './theme-choice'

const changed = 'rungs:theme'
const dark = '(prefers-color-scheme: dark)'

const cookieValue = () => new RegExp(`(?:^|; )${themeCookie}=([^;]+)`).exec(document.cookie)?.[1]

function settle(choice: ThemeChoice) {
  const scheme: Scheme = choice === 'system' ? (matchMedia(dark).matches ? 'dark' : 'light') : choice
  document.cookie = `${themeCookie}=${choice}.${scheme};path=/;max-age=31536000;samesite=lax`
  document.documentElement.dataset.theme = scheme
  window.dispatchEvent(new Event(changed))
}

function subscribe(listen: () => void) {
  const system = matchMedia(dark)
  const follow = () => {
    if (readTheme(cookieValue()).choice === 'system') settle('system')
  }
  window.addEventListener(changed, listen)
  system.addEventListener('change', follow)
  return () => {
    window.removeEventListener(changed, listen)
    system.removeEventListener('change', follow)
  }
}

/** The colours in force, as the page shows them now. */
export const useScheme = (drawn: Scheme): Scheme =>
  useSyncExternalStore(
    subscribe,
    () => (document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'),
    () => drawn,
  )

/** What the person chose, and the switch. */
export function useThemeChoice(drawn: ThemeChoice): [ThemeChoice, (choice: ThemeChoice) => void] {
  const choice = useSyncExternalStore(
    subscribe,
    () => readTheme(cookieValue()).choice,
    () => drawn,
  )
  return [choice, settle]
}
