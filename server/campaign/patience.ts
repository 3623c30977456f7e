import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { Asking } from './meant-members'

/** Figures beside a form are not worth more of the database's time than this, all statements together. */
const PATIENCE_MS = 9_000
/** What PostgreSQL says of a statement that took too long. */
const CANCELLED = '57014'
/** So many rows are held at once. */
const AT_ONCE = 5_000

/**
 * Asks the database for figures, in a transaction for them alone, as long as there is patience for all of them together;
 * behind it refuses with `campaign.figures_too_slow`.
 */
export class Patience {
  private readonly until = now().getTime() + PATIENCE_MS

  constructor(private readonly tx: TenantTx) {}

  /** All rows of a statement. */
  async rows<Row>(text: string, { values }: Pick<Asking, 'values'>): Promise<Row[]> {
    await this.hurry()
    return (await this.tx.sql.unsafe(text, values).catch(tooSlow)) as unknown as Row[]
  }

  /** Its only row. */
  async row<Row>(text: string, asking: Pick<Asking, 'values'>): Promise<Row> {
    const [row] = await this.rows<Row>(text, asking)
    return row as Row
  }

  /** The rows of a statement, one after the other. */
  async *each<Row>(text: string, { values }: Pick<Asking, 'values'>): AsyncGenerator<Row> {
    await this.hurry()
    const rows = this.tx.sql.unsafe(text, values).cursor(AT_ONCE)[Symbol.asyncIterator]()
    try {
      for (;;) {
        const next = await rows.next().catch(tooSlow)
        if (next.done) return
        yield* next.value as unknown as Row[]
        if (now().getTime() > this.until) throw new Refusal('too_many', 'campaign.figures_too_slow')
      }
    } finally {
      // Whoever stops early leaves nothing open on the connection.
      await rows.return?.()
    }
  }

  private async hurry(): Promise<void> {
    const left = this.until - now().getTime()
    if (left <= 0) throw new Refusal('too_many', 'campaign.figures_too_slow')
    // Under row-level security the planner expects a few members where there are many, and would look up each one's orders by itself.
    await this.tx.sql`select set_config('statement_timeout', ${String(left)}, true), set_config('enable_nestloop', 'off', true)`
  }
}

function tooSlow(error: { code?: string }): never {
  if (error.code === CANCELLED) throw new Refusal('too_many', 'campaign.figures_too_slow')
  throw error
}
