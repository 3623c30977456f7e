import type { TenantTx } from '@/server/platform/database'
import { homeCountry, normalPhone } from './phone'
import { memberRow, unseal } from './seal'
import { foldName, readingsOf } from './search-tokens'

/** More matches than this are not looked through: the person is asked to type more. */
export const MAX_MATCHES = 2000

/** The last character there is: what a code with a given beginning is below. */
const LAST = '\u{10FFFF}'

/** Which members a query means: by number, or by name and phone; `more` when there were too many to look through. */
export type Found = { codes: string[]; from: string; below: string; ids: string[]; more: boolean }

/**
 * Finds members by name, pinyin initials, last four digits, full phone or code. Names and phones are found by equality
 * of keyed hashes; a name found by its pairs is then compared with the clear name.
 */
export async function findMembers(tx: TenantTx, query: string, currency: string): Promise<Found> {
  const { tenantId } = tx.scope
  const typed = query.normalize('NFKC').trim()
  const phone = normalPhone(typed, homeCountry(currency))
  const found = await Promise.all(
    readingsOf(tenantId, typed, phone).map(async (reading) => {
      const rows = await tx.sql<{ id: string; name_sealed: string | null }[]>`
        select m.id, m.name_sealed
        from (
          select s.member_id from member_search s
          where s.tenant_id = ${tenantId} and s.token = any (${reading.tokens}::text[])
          group by s.member_id having count(*) = ${reading.tokens.length}
        ) as hits
        join members m on m.tenant_id = ${tenantId} and m.id = hits.member_id
        limit ${MAX_MATCHES + 1}`
      const wanted = foldName(typed)
      const sound = reading.verify
        ? rows.filter(
            (row) =>
              row.name_sealed !== null && foldName(unseal('member.name', memberRow(tenantId, row.id), row.name_sealed)).includes(wanted),
          )
        : rows
      return { ids: sound.slice(0, MAX_MATCHES).map((row) => row.id), more: rows.length > MAX_MATCHES }
    }),
  )
  return {
    codes: [...new Set([typed, typed.toUpperCase()])],
    from: typed,
    below: typed + LAST,
    ids: [...new Set(found.flatMap((reading) => reading.ids))],
    more: found.some((reading) => reading.more),
  }
}
