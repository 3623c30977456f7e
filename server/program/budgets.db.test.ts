import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { runCampaign } from '@/db/testing/run-campaign'
import type { Admit } from '@/server/engine/occurrence'
import { timelineOf } from '@/server/engine/program/compile'
import { program } from '@/server/engine/scenarios/shop'
import { registerMembers } from '@/server/member/register-members'
import { inTenant } from '@/server/platform/database'
import { applyEvents } from './apply-events'
import { Budgets } from './budgets'
import { runDoctor } from './doctor'

const database = testDatabase()
const RULE = 'in'
const BUDGET = 10
const document = program({
  earningRules: [
    { id: RULE, name: RULE, spec: { trigger: 'member.checked_in', reward: { kind: 'flat', points: BUDGET }, caps: { budget: BUDGET } } },
  ],
})
const timeline = timelineOf([{ id: 'v1', effectiveFrom: 0, document }])

test('what the last of many folds no longer asks for is free for other members', async () => {
  const { scope, tenantId } = await mintTenant({ program: document })
  const answers = await registerMembers(
    scope,
    ['A', 'B'].map((code) => ({ code, joinedAt: '2024-01-01T00:00:00Z' })),
  )
  const [first, second] = answers.map((answer) => ('memberId' in answer ? answer.memberId : undefined))
  const held = () =>
    database.owner<{ cause: string; amount: number }[]>`
      select cause, amount from admissions where tenant_id = ${tenantId} and amount <> 0 order by cause`
  const folded = <T>(memberId: string | undefined, once: (admit: Admit) => T) =>
    inTenant(scope, 'event:write', async (tx) => {
      const budgets = await Budgets.open(tx, timeline)
      if (!budgets || memberId === undefined) throw new Error('no budgets')
      await budgets.recall([memberId])
      const given = budgets.fold(memberId, once)
      await budgets.close()
      return given
    })

  const causes = ['c1', 'c2', 'c3', 'c4', 'c5']
  await folded(first, (admit) => causes.map((cause) => admit(RULE, 2, cause, BUDGET)))
  // Each fold wants nothing more for one of them, and so lets a new one, which comes behind them, have more.
  let folds = 0
  const given = await folded(first, (admit) => {
    for (const cause of causes.slice(++folds)) admit(RULE, 2, cause, BUDGET)
    return admit(RULE, 100, 'new', BUDGET)
  })
  expect(await held()).toEqual([...causes.slice(folds).map((cause) => ({ cause, amount: 2 })), { cause: 'new', amount: given }])
  const left = BUDGET - given - 2 * (causes.length - folds)
  expect(left).toBeGreaterThan(0)
  expect(await folded(second, (admit) => admit(RULE, 100, 'other', BUDGET))).toBe(left)
})

test('an order writes the budget of its own date, and leaves those of other dates alone', async () => {
  const { scope, tenantId } = await mintTenant({ program: document })
  await registerMembers(scope, [{ code: 'A', joinedAt: '2024-01-01T00:00:00Z' }])
  await runCampaign(scope, [{ at: { kind: 'order' }, gives: { kind: 'points', points: 5 }, limits: { perDay: 100 } }])
  const pays = (day: string) =>
    applyEvents(scope, [
      {
        source: 'till',
        event_id: day,
        member: 'A',
        occurred_at: `${day}T04:00:00Z`,
        body: { type: 'order.paid', order_no: day, amount: 100 },
      },
    ])
  const rows = () =>
    database.owner<{ day: string; taken: number; written: string }[]>`
      select right(rule_id, 10) as day, taken, xmin::text as written from rule_budgets
      where tenant_id = ${tenantId} and strpos(rule_id, '@') > 0 order by 1`
  await pays('2026-05-01')
  const [first] = await rows()
  await pays('2026-05-02')
  expect(await rows()).toEqual([first, { day: '2026-05-02', taken: 5, written: expect.not.stringMatching(`^${first?.written}$`) }])
  expect((await runDoctor(scope)).differences).toEqual([])
})
