/**
 * The floor of a quote: one pass over the lines that takes one percentage off each and adds up. It checks nothing, splits
 * nothing, chooses nothing and explains nothing.
 */
export function priceOnce(lines: readonly { amount: number; quantity: number }[], offBps: number): { off: number; payable: number } {
  let off = 0
  let payable = 0
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as { amount: number; quantity: number }
    const less = Math.floor((line.amount * offBps + 5_000) / 10_000)
    off += less
    payable += line.amount - less
  }
  return { off, payable }
}
