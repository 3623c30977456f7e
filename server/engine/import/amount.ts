/** Money as a file writes it: in minor units, and whether decimals beyond the currency's were rounded away. */
export type Amount = { minor: number; rounded: boolean }

/**
 * Reads `1,234.50`, `£-27.5`, `(27.50)`, `¥1,234`. Decimals beyond the currency's own are rounded half up, away from
 * zero for a negative amount. Nothing when the text is not an amount.
 */
export function readAmount(text: string, digits: number): Amount | null {
  let s = text.normalize('NFKC').trim().replace(/\s/gu, '')
  let sign = 1
  const bracketed = /^\((.*)\)$/u.exec(s)
  if (bracketed) {
    sign = -1
    s = bracketed[1] ?? ''
  }
  s = s.replace(/[£$€¥円元]|CNY|RMB|GBP|USD|EUR|JPY|HKD/giu, '').replace(/^[−–]/u, '-')
  if (s.startsWith('-')) {
    sign = -sign
    s = s.slice(1)
  } else if (s.startsWith('+')) s = s.slice(1)
  if (/^\d{1,3}(,\d{3})+(\.\d*)?$/u.test(s)) s = s.replaceAll(',', '')
  const parts = /^(\d{1,13})(?:\.(\d*))?$|^\.(\d+)$/u.exec(s)
  if (!parts) return null
  const whole = parts[1] ?? '0'
  const fraction = parts[2] ?? parts[3] ?? ''
  const kept = fraction.slice(0, digits).padEnd(digits, '0')
  const rest = fraction.slice(digits)
  const rounded = /[1-9]/u.test(rest)
  const minor = Number(whole + kept) + (rest >= '5' ? 1 : 0)
  if (!Number.isSafeInteger(minor)) return null
  return { minor: minor === 0 ? 0 : sign * minor, rounded }
}
