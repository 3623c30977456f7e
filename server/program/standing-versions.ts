/**
 * The versions that judge, in order of taking effect. One that a later number replaced from its very start, or from
 * before it, never judged anything and is left out. The order given does not matter.
 */
export function standingVersions<V extends { number: number; effectiveFrom: string | number }>(versions: readonly V[]): V[] {
  const standing: V[] = []
  for (const version of [...versions].sort((a, b) => a.number - b.number)) {
    while (standing.length > 0 && instantOf(standing[standing.length - 1]) >= instantOf(version)) standing.pop()
    standing.push(version)
  }
  return standing
}

const instantOf = (version: { effectiveFrom: string | number } | undefined): number =>
  typeof version?.effectiveFrom === 'string' ? Date.parse(version.effectiveFrom) : (version?.effectiveFrom ?? 0)
