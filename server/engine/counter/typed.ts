/**
 * What was typed or scanned as it is compared: full-width letters and digits as usual ones, capitals, and without the
 * spaces that people put between groups of digits.
 */
export function foldCode(typed: string): string {
  const text = typed.normalize('NFKC').trim().toUpperCase()
  return /^R?[\d\s-]+$/.test(text) ? text.replace(/[\s-]/g, '') : text
}
