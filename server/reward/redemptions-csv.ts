import { stringify } from 'csv-stringify/sync'
import type { RedemptionFilter } from '@/server/engine/reward/redemption'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { safeCell } from '@/server/platform/safe-cell'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'
import { pageForFile, type RedemptionLine } from './list-redemptions'

const PAGE = 2_000

/** The words of the file, in the language of the person who asks. */
export type FileWords = {
  header: readonly string[]
  gives: Record<RedemptionLine['gives'], string>
  states: Record<RedemptionLine['state'], string>
  through: Record<RedemptionLine['through'], string>
}

/** The redemptions that a filter leaves, as CSV that a spreadsheet opens with the right characters and without formulas. Who asked for it is written down. */
export async function* redemptionsCsv(scope: TenantScope, filter: RedemptionFilter, words: FileWords): AsyncGenerator<string> {
  const { search, ...told } = filter
  const zone = await inTenant(scope, 'redemption:read', async (tx) => {
    await audit(tx, {
      action: 'redemption.exported',
      subject: 'redemption',
      subjectId: scope.tenantId,
      // What was typed may be a name or a phone.
      after: { ...told, searched: search !== '' },
    })
    return (await tenantTerms(tx)).timeZone
  })
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  const when = (at: string | null): string => (at === null ? '' : clock.format(new Date(at)))
  yield `\uFEFF${stringify([words.header.map(safeCell)])}`
  let after: RedemptionLine | null = null
  for (;;) {
    const last: RedemptionLine | null = after
    const rows: RedemptionLine[] = await inTenant(scope, 'redemption:read', (tx) => pageForFile(tx, filter, last, PAGE))
    if (rows.length > 0)
      yield stringify(
        rows.map((row) =>
          [
            row.number,
            when(row.createdAt),
            row.member.code,
            row.member.name ?? '',
            row.member.phone ?? '',
            row.reward,
            words.gives[row.gives],
            String(row.quantity),
            String(row.points),
            words.states[row.state],
            words.through[row.through],
            row.carrier ?? '',
            row.parcel ?? '',
            when(row.sentAt),
            when(row.doneAt),
            row.doneStore ?? '',
            when(row.cancelledAt),
            row.cancelReason ?? '',
          ].map(safeCell),
        ),
      )
    after = rows[rows.length - 1] ?? null
    if (rows.length < PAGE) return
  }
}
