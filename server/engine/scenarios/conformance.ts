import { readFileSync } from 'node:fs'
import { test } from 'vitest'
import { sharedData } from '@/db/testing/shared-data'

/** One worked example of another system, in its own words and numbers. */
export type FieldCase = {
  id: string
  area: string
  given: never
  when: never
  then: never
  stance: 'adopt' | 'option' | 'contrast'
  note?: string
}

const file = sharedData('cases.json', 'conformance')

/** The worked examples that lie beside the repository; none when they do not. */
export const fieldCases: readonly FieldCase[] = file ? (JSON.parse(readFileSync(file, 'utf8')) as FieldCase[]) : []

/** Those that come with the checkout: discounts, points as cash, and coupons that a refund returns. */
export const ofCheckout = (id: string): boolean => id.startsWith('DISC') || id.startsWith('RED') || id === 'REF-03'

/** Those that speak of what may be published. */
export const ofPublishing = (id: string): boolean => id === 'TIER-12' || id === 'TIER-15'

/** One named test for each example; one that nobody has told to the engine yet fails. */
export function tell(examples: readonly FieldCase[], tellings: Record<string, (told: FieldCase) => void | Promise<void>>): void {
  test.skipIf(fieldCases.length === 0).each(examples.map((told) => [told.id, told.area, told.stance, told] as const))(
    '%s %s (%s)',
    async (id, _area, _stance, told) => {
      const telling = tellings[id]
      if (!telling) throw new Error(`${id} is an example that nobody has told to the engine yet`)
      await telling(told)
    },
  )
}
