import { tierAndAbove, tierName } from './condition-names'
import { glued } from './condition-zh'
import { listed } from './schedule-rule'
import type { Wording } from './wording'

/** Tiers, on whichever ladder they stand: `金卡及以上`, `银卡或年卡`. */
export function tiersText(ids: readonly string[], w: Wording): string {
  const zh = w.language === 'zh'
  const ladders = w.ladders ?? [{ id: '', name: '', primary: true, tiers: w.tiers }]
  const held = ladders.filter(({ tiers }) => tiers.some(({ id }) => ids.includes(id)))
  const known: Wording = { ...w, tiers: ladders.flatMap(({ tiers }) => tiers) }
  const [only] = held
  if (only && held.length === 1) {
    const from = tierAndAbove([...ids], { ...w, tiers: only.tiers })
    if (from !== null) return zh ? glued(from, '及以上') : `${from} or above`
  }
  const names = ids.map((id) => tierName(id, known))
  return zh ? glued(...names.flatMap((name, i) => (i === 0 ? [name] : ['或', name]))) : listed(names, 'or')
}
