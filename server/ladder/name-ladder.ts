import { Refusal } from '@/server/platform/refusal'

/** Refuses a name that another ladder has: people tell ladders apart by nothing else. */
export function refuseNameTaken(name: string, others: readonly { name: string }[]): void {
  if (others.some((other) => other.name === name)) throw new Refusal('conflict', 'ladder.name_taken', { field: 'name', details: { name } })
}
