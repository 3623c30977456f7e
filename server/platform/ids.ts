import { uuidv7 } from 'uuidv7'

/** A new id: UUIDv7, so that rows made together lie together. */
export const newId = (): string => uuidv7()

/** The least id of an instant. Ids rise with time, so that what was recorded since is a range of the primary key. */
export const firstIdAt = (at: number): string => {
  const hex = Math.max(0, at).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}
