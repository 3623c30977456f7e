import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import type { Tier } from '@/server/engine/ladder/ladder'
import type { ProgramDocument } from '@/server/engine/program/document'
import { type FieldCase, fieldCases, ofCheckout, ofPublishing, tell } from '@/server/engine/scenarios/conformance'
import { adjust, earning, FieldMember, fieldProgram, order, tiersOf } from '@/server/engine/scenarios/field'
import { importProgram } from './import-program'
import { publishProgram } from './publish-program'

testDatabase()

/** What publishing says to a program: the errors that keep it back, or that it stands. */
async function published(document: ProgramDocument): Promise<string[] | 'published'> {
  const { scope } = await mintTenant({ timeZone: 'UTC' })
  try {
    await publishProgram(scope, { document })
    return 'published'
  } catch (refusal) {
    const { problems } = refusal as { problems?: { code: string; severity: string }[] }
    if (!problems) throw refusal
    return problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)
  }
}

const tellings: Record<string, (told: FieldCase) => Promise<void>> = {
  'TIER-12': async ({ given, then }: { given: { auto_redeem_at: number; tier_min_balance: number }; then: Record<string, string> }) => {
    const document = (measure: 'points_balance' | 'points_earned') =>
      fieldProgram({
        tiers: [
          ['Basic', 0],
          ['Reached', given.tier_min_balance],
        ],
        spec: { measure, falls: 'at_once' },
        earningRules: [earning('rate', { reward: { kind: 'rate', points: 1, per: 100 } })],
        points: {
          expiry: { kind: 'never' },
          clawback: 'allow_debt',
          bonusCapBps: 30_000,
          autoRedeem: { at: given.auto_redeem_at, reward: 'gift' },
        },
      })
    // The example runs into this trap; here it cannot be published.
    expect(await published(document('points_balance'))).toContain('tier.auto_redeemed')
    expect(await published(document('points_earned'))).toBe('published')
    const trapped = new FieldMember(document('points_balance'))
    trapped.on('2024-01-01', order('a', given.auto_redeem_at))
    expect([trapped.points, trapped.tier]).toEqual([0, 'Basic'])
    const sound = new FieldMember(document('points_earned'))
    sound.on('2024-01-01', order('a', given.auto_redeem_at))
    expect([sound.points, sound.tier]).toEqual([0, 'Reached'])
    expect(then).toMatchObject({
      auto_redeem: 'fires first, balance 0',
      tier: 'never reached',
      if_metric_is_points_earned_in_period: 'tier reached',
    })
    const adjusted = new FieldMember(document('points_balance'))
    adjusted.on('2024-01-01', adjust(given.auto_redeem_at - 1))
    expect(adjusted.points).toBe(given.auto_redeem_at - 1)
  },
  'TIER-15': async ({
    given,
    when,
    then,
  }: {
    given: { existing: { level: number; experience: number } }
    when: { add: { level?: number; experience?: number; name?: string } }[]
    then: string[]
  }) => {
    const { level, experience } = given.existing
    const rungs = (add: { level?: number; experience?: number; name?: string }): Tier[] => {
      const [held, added] = tiersOf([
        ['existing', experience],
        [add.name === undefined ? 'added' : 'existing ', add.experience ?? experience + 10],
      ])
      if (!held || !added) throw new Error('two tiers were asked for')
      held.code = `level-${level}`
      added.code = `level-${add.level ?? level + 1}`
      if (add.name !== undefined) added.name = held.name
      return (add.level ?? level + 1) < level ? [added, held] : [held, added]
    }
    const said: Record<string, string> = {
      "rejected: must exceed lower level's threshold": 'tier.not_rising',
      "rejected: must be below higher level's threshold": 'tier.not_rising',
      'rejected: level number taken': 'tier.code_taken',
      'rejected: name taken': 'tier.name_taken',
    }
    for (const [i, { add }] of when.entries()) {
      const document = fieldProgram({ earningRules: [earning('rate', { reward: { kind: 'rate', points: 1, per: 100 } })] })
      const [ladder] = document.ladders
      if (ladder) ladder.tiers = rungs(add)
      expect([then[i], await published(document)]).toEqual([then[i], [said[then[i] as string]]])
      const { scope } = await mintTenant({ timeZone: 'UTC' })
      expect((await importProgram(scope, { document })).problems.map(({ code }) => code)).toContain(said[then[i] as string])
    }
  },
}

tell(
  fieldCases.filter(({ id }) => ofPublishing(id)),
  tellings,
)

test.skipIf(fieldCases.length === 0)('every example is told somewhere: to the engine, at checkout, or here', () => {
  const [checkout, publishing] = [fieldCases.filter(({ id }) => ofCheckout(id)), fieldCases.filter(({ id }) => ofPublishing(id))]
  expect(publishing.map(({ id }) => id).sort()).toEqual(Object.keys(tellings).sort())
  expect(checkout.filter(({ id }) => ofPublishing(id))).toEqual([])
})
