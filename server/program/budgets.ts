import type { Admit } from '@/server/engine/occurrence'
import type { Timeline } from '@/server/engine/program/compile'
import type { TenantTx } from '@/server/platform/database'

/** What one cause of a member was let have of a rule's budget. */
export type Admission = { memberId: string; cause: string; ruleId: string; amount: number }

const keyOf = ({ memberId, cause, ruleId }: Omit<Admission, 'amount'>): string => `${memberId}\n${cause}\n${ruleId}`

/** What stands of admissions, of the given members. */
export async function readAdmissions(tx: TenantTx, memberIds: readonly string[]): Promise<Admission[]> {
  return tx.sql<Admission[]>`
    select member_id as "memberId", cause, rule_id as "ruleId", amount from admissions
    where tenant_id = ${tx.scope.tenantId} and member_id = any (${[...memberIds]}::uuid[])`
}

/** What was admitted, as a fold asks for it: only that, and never more. */
export function admittedBefore(admissions: readonly Admission[], memberId: string): Admit {
  const held = new Map(admissions.filter((one) => one.memberId === memberId).map((one) => [`${one.cause}\n${one.ruleId}`, one.amount]))
  return (rule, wanted, cause) => Math.min(wanted, held.get(`${cause}\n${rule}`) ?? 0)
}

/** What effects of campaigns with a limit a date have given to all members, by date. */
async function takenByDate(tx: TenantTx, { campaigns }: Timeline): Promise<{ rule: string; taken: number }[]> {
  const rules = campaigns.budgeted().flatMap(({ id, caps }) => (caps?.budgetPerDay === undefined ? [] : [id]))
  if (rules.length === 0) return []
  return tx.sql`
    select b.rule_id as rule, b.taken from unnest(${rules}::text[]) as r (id)
    join rule_budgets b on b.tenant_id = ${tx.scope.tenantId} and starts_with(b.rule_id, r.id || '@')`
}

/** How often a member is folded again to share out what its own log has given back. */
const MOST_FOLDS = 3

/**
 * The budgets that rules share among all members, under lock until the transaction ends. What an event was let have
 * once stays its own: a fold asks only for more, or gives the rest back.
 */
export class Budgets {
  private readonly held = new Map<string, Admission>()
  private readonly asked = new Map<string, Admission>()
  /** What each member's last fold wanted, by what it was wanted for. */
  private readonly wanted = new Map<string, Map<string, number>>()

  private constructor(
    private readonly tx: TenantTx,
    private readonly taken: Map<string, number>,
  ) {}

  /** Locks the budgets of all rules that have one; nothing when no rule has. */
  static async open(tx: TenantTx, timeline: Timeline): Promise<Budgets | null> {
    const rules = [...timeline.budgeted()].sort()
    if (rules.length === 0) return null
    const { tenantId } = tx.scope
    await tx.sql`
      insert into rule_budgets (tenant_id, rule_id, taken) select ${tenantId}::uuid, rule, 0 from unnest(${rules}::text[]) as r (rule)
      on conflict do nothing`
    const rows = await tx.sql<{ rule: string; taken: number }[]>`
      select rule_id as rule, taken from rule_budgets where tenant_id = ${tenantId} and rule_id = any (${rules}::text[]) order by rule_id for update`
    // What was given on single dates is under the lock of the whole, and read behind it.
    const days = await takenByDate(tx, timeline)
    return new Budgets(tx, new Map([...rows, ...days].map(({ rule, taken }) => [rule, taken])))
  }

  /** Knows what members were let have before, because they are about to be folded again. */
  async recall(memberIds: readonly string[]): Promise<void> {
    for (const one of await readAdmissions(this.tx, memberIds)) this.held.set(keyOf(one), one)
  }

  /**
   * Folds a member, and again where what one entry of the log no longer wants of a budget may be what another was cut
   * short of. What the last fold did not ask for is given back, also where nobody folds once more for it.
   */
  fold<T>(memberId: string, once: (admit: Admit) => T): T {
    let folded = once(this.admitFor(memberId))
    for (let again = 0; this.freed(memberId) && again < MOST_FOLDS; again++) folded = once(this.admitFor(memberId))
    return folded
  }

  /** How one member asks, from the beginning of one fold. */
  admitFor(memberId: string): Admit {
    this.wanted.set(memberId, new Map())
    return (ruleId, wanted, cause, budget) => {
      const key = keyOf({ memberId, cause, ruleId })
      const before = this.amountOf(key)
      const taken = this.taken.get(ruleId) ?? 0
      const left = Math.max(0, budget - taken)
      const amount = Math.min(wanted, before + left)
      this.taken.set(ruleId, taken + amount - before)
      this.asked.set(key, { memberId, cause, ruleId, amount })
      this.wanted.get(memberId)?.set(key, wanted)
      return amount
    }
  }

  /**
   * Gives back what a member's fold did not ask for again. Answers whether that leaves room for something the fold was
   * cut short of, so that folding once more would give it.
   */
  private freed(memberId: string): boolean {
    const wanted = this.wanted.get(memberId) ?? new Map<string, number>()
    const cut = new Set([...wanted].filter(([key, most]) => this.amountOf(key) < most).map(([key]) => this.asked.get(key)?.ruleId))
    let useful = false
    for (const [key, one] of new Map([...this.held, ...this.asked])) {
      if (one.memberId !== memberId || wanted.has(key) || this.amountOf(key) === 0) continue
      this.taken.set(one.ruleId, (this.taken.get(one.ruleId) ?? 0) - this.amountOf(key))
      this.asked.set(key, { ...one, amount: 0 })
      if (cut.has(one.ruleId)) useful = true
    }
    return useful
  }

  private amountOf(key: string): number {
    return (this.asked.get(key) ?? this.held.get(key))?.amount ?? 0
  }

  /** Takes back what a member was let have in this transaction, because it is to be judged again. */
  forget(memberId: string): void {
    for (const [key, one] of this.asked) {
      if (one.memberId !== memberId) continue
      this.taken.set(one.ruleId, (this.taken.get(one.ruleId) ?? 0) - one.amount + (this.held.get(key)?.amount ?? 0))
      this.asked.delete(key)
    }
  }

  /** Writes down what was let have, and what was given back. */
  async close(): Promise<void> {
    const changed = [...this.asked].filter(([key, one]) => one.amount !== (this.held.get(key)?.amount ?? 0)).map(([, one]) => one)
    if (changed.length === 0) return
    const { tenantId } = this.tx.scope
    // Budgets of which nothing moved stay as they are: there may be one for each date of a year.
    const moved = new Set(changed.map(({ ruleId }) => ruleId))
    const taken = [...this.taken].filter(([rule]) => moved.has(rule))
    const dated = taken.filter(([rule]) => rule.includes('@'))
    if (dated.length > 0)
      await this.tx.sql`
        insert into rule_budgets (tenant_id, rule_id, taken)
        select ${tenantId}::uuid, r.rule_id, r.taken from unnest(${dated.map(([rule]) => rule)}::text[], ${dated.map(([, n]) => n)}::int8[]) as r (rule_id, taken)
        on conflict (tenant_id, rule_id) do nothing`
    await this.tx.sql`
      insert into admissions (tenant_id, member_id, cause, rule_id, amount)
      select ${tenantId}::uuid, a.member_id, a.cause, a.rule_id, a.amount
      from unnest(${changed.map((a) => a.memberId)}::uuid[], ${changed.map((a) => a.cause)}::text[], ${changed.map((a) => a.ruleId)}::text[], ${changed.map((a) => a.amount)}::int8[])
        as a (member_id, cause, rule_id, amount)
      on conflict (tenant_id, member_id, cause, rule_id) do update set amount = excluded.amount`
    await this.tx.sql`
      update rule_budgets b set taken = r.taken from unnest(${taken.map(([rule]) => rule)}::text[], ${taken.map(([, n]) => n)}::int8[]) as r (rule_id, taken)
      where b.tenant_id = ${tenantId} and b.rule_id = r.rule_id`
  }
}
