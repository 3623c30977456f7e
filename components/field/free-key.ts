/** A first suggestion for what systems send: the word and the next free number. */
export function freeKey(word: string, taken: readonly { key: string }[]): string {
  const keys = new Set(taken.map((one) => one.key))
  let number = taken.length + 1
  while (keys.has(`${word}_${number}`)) number++
  return `${word}_${number}`
}
