/** All ids in their order, with some of them put in another order in the places that they have. */
export function orderWithin(all: readonly string[], some: readonly string[]): string[] {
  const moved = new Set(some)
  const next = [...some]
  return all.map((id) => (moved.has(id) ? (next.shift() ?? id) : id))
}
