import type { Place } from '../problem'
import type { Lint } from './found'

/** Whatever has an id has its own, and the merchant's fields and events have keys of their own. */
export function lintIds(lint: Lint): void {
  const { document } = lint
  const once = unique(lint)
  document.ladders.forEach((ladder, i) => {
    once(ladder.id, ['ladders', i])
    ladder.tiers.forEach((tier, k) => {
      once(tier.id, ['ladders', i, 'tiers', k])
    })
  })
  for (const { rule, place } of lint.rules) once(rule.id, place)
  const [fieldOnce, eventOnce] = [unique(lint), unique(lint)]
  const keys = new Set<string>()
  document.fields?.forEach(({ id, key, subject, label }, i) => {
    fieldOnce(id, ['fields', i])
    if (keys.has(`${subject}.${key}`)) lint.found('field.key_taken', ['fields', i, 'key'], { key, label })
    keys.add(`${subject}.${key}`)
  })
  document.events?.forEach(({ id, key }, i) => {
    eventOnce(id, ['events', i])
    if (keys.has(key)) lint.found('event.key_taken', ['events', i, 'key'], { key })
    keys.add(key)
  })
}

function unique(lint: Lint): (id: string, place: Place) => void {
  const seen = new Set<string>()
  return (id, place) => {
    if (seen.has(id)) lint.found('program.id_twice', place)
    seen.add(id)
  }
}
