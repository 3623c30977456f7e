import type { ForecastNote } from '@/server/engine/campaign/forecast-note'

/** What a sentence has to say of a cost beside its amount: whether it is all known, in part or not at all, and whether it is the most. */
export function costKnown({ cost, notes = [] }: { cost: number; notes?: readonly ForecastNote[] | undefined }): {
  known: 'yes' | 'some' | 'no'
  least: 'most' | 'about'
} {
  const lacking = cost === 0 ? 'no' : 'some'
  return {
    known: notes.includes('cost_unknown') ? lacking : 'yes',
    least: notes.includes('claims_at_most') ? 'most' : 'about',
  }
}
