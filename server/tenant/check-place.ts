import { Refusal } from '@/server/platform/refusal'

const currencies = new Set(Intl.supportedValuesOf('currency'))

/** Refuses with `tenant.unknown_time_zone` what is no place of the IANA list. */
export function checkTimeZone(zone: string, field = 'timeZone'): void {
  // An offset such as +08:00 is a zone to the runtime, but has no daylight saving and no place.
  if (zone !== 'UTC' && !/^[A-Z][A-Za-z_-]+\/[A-Za-z0-9_+/-]+$/.test(zone)) throw unknown(field)
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    throw unknown(field)
  }
}
const unknown = (field: string) => new Refusal('invalid', 'tenant.unknown_time_zone', { field })

/** Refuses with `tenant.unknown_currency` what is no ISO 4217 code. */
export function checkCurrency(code: string, field = 'currency'): void {
  if (!currencies.has(code)) throw new Refusal('invalid', 'tenant.unknown_currency', { field })
}
