'use client'

import { type Locale, localeCookie } from './locale'

/** Remembers the language in this browser; the next drawing by the server is in it. */
export function chooseLanguage(locale: Locale) {
  document.cookie = `${localeCookie}=${locale};path=/;max-age=31536000;samesite=lax`
}
