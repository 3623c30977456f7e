import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'

const countryOfCurrency: Record<string, CountryCode> = {
  CNY: 'CN',
  HKD: 'HK',
  MOP: 'MO',
  TWD: 'TW',
  GBP: 'GB',
  USD: 'US',
  JPY: 'JP',
  KRW: 'KR',
  SGD: 'SG',
  AUD: 'AU',
  CAD: 'CA',
  MYR: 'MY',
  THB: 'TH',
  VND: 'VN',
  IDR: 'ID',
  PHP: 'PH',
  INR: 'IN',
  NZD: 'NZ',
  CHF: 'CH',
  SEK: 'SE',
  NOK: 'NO',
  DKK: 'DK',
}

/** The country whose numbers a merchant writes without a country code; China unless the currency says otherwise. */
export const homeCountry = (currency: string): CountryCode => countryOfCurrency[currency] ?? 'CN'

/**
 * A phone number as E.164 (`+8613800001234`), or nothing when it is none. `country` is the member's own two-letter
 * country where known, `home` the merchant's.
 */
export function normalPhone(text: string, home: CountryCode, country?: string | null): string | null {
  const own = country?.toUpperCase()
  const parsed = parsePhoneNumberFromString(text.normalize('NFKC'), own && isSupportedCountry(own) ? own : home)
  return parsed?.isValid() ? parsed.number : null
}

/** The number as it is dialled at home: `13800001234`, or with its country code when it is from elsewhere. */
export function shownPhone(e164: string, home: CountryCode): string {
  const parsed = parsePhoneNumberFromString(e164)
  if (!parsed) return e164
  return parsed.country === home ? parsed.formatNational().replace(/\D/g, '') : `+${parsed.countryCallingCode} ${parsed.nationalNumber}`
}
