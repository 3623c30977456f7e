/** The languages of the console; the first one is for everybody who asks for none of them. */
export const locales = ['zh', 'en'] as const
export type Locale = (typeof locales)[number]

export const localeCookie = 'rungs-locale'

/** The tag for Intl and for the page's `lang`. */
export const tagOf: Record<Locale, string> = { zh: 'zh-CN', en: 'en-GB' }

const isLocale = (value: string | undefined): value is Locale => locales.some((l) => l === value)

/** The language of a request: what the person chose, else what the browser asks for first, else Chinese. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(cookie)) return cookie
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', weight] = part.trim().split(';q=')
      return { language: tag.split('-')[0]?.toLowerCase(), weight: weight === undefined ? 1 : Number(weight) }
    })
    .sort((a, b) => b.weight - a.weight)
  return wanted.map((w) => w.language).find(isLocale) ?? 'zh'
}
