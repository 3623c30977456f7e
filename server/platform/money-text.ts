import type { Language } from '@/server/engine/sentence/wording'

const localeOf: Record<Language, string> = { zh: 'zh-CN', en: 'en' }
const digitsByCurrency = new Map<string, number>()
const formats = new Map<string, Intl.NumberFormat>()

/** How many decimals a currency has: 2 for CNY, 0 for JPY. Throws a RangeError for what is no currency code. */
export function minorDigits(currency: string): number {
  let digits = digitsByCurrency.get(currency)
  if (digits === undefined) {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
    digitsByCurrency.set(currency, digits)
  }
  return digits
}

/** Minor units as text with the currency's sign; a whole amount without its decimals (`¥200`, `¥9.90`). */
export function moneyText(minor: number, currency: string, language: Language): string {
  const digits = minorDigits(currency)
  const shown = minor % 10 ** digits === 0 ? 0 : digits
  const key = `${language}${currency}${shown}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(localeOf[language], {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: shown,
      maximumFractionDigits: shown,
    })
    formats.set(key, format)
  }
  return format.format(minor / 10 ** digits)
}

/** A whole number with thousands separated. */
export function countText(count: number, language: Language): string {
  const key = `${language}count`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(localeOf[language])
    formats.set(key, format)
  }
  return format.format(count)
}
