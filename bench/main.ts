import { parseArgs } from 'node:util'
import { closePools } from '@/server/platform/database'
import { campaignIssue } from './campaign'
import { fold } from './fold'
import { ingestBatch, ingestSingle } from './ingest'
import type { Figure } from './measure'
import { campaignMemberDay } from './member-day'
import { nightly } from './nightly'
import { bestQuotes } from './quote'
import { quotes } from './quotes'
import { rules } from './rules'
import { web } from './web'
import { closeOwner } from './written'

/** Each group of figures by the beginning of their names. */
const groups: Record<string, () => Promise<Figure[]>> = {
  'campaign.issue': campaignIssue,
  'campaign.member_day': campaignMemberDay,
  'engine.rules': rules,
  'engine.fold': fold,
  'ingest.batch': ingestBatch,
  'ingest.single': ingestSingle,
  nightly,
  quote: bestQuotes,
  quotes,
  web,
}

const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' } } })
const wanted = Object.entries(groups).filter(([name]) => !values.only || name.startsWith(values.only) || values.only.startsWith(`${name}.`))
if (wanted.length === 0) {
  console.error(`no such figure: ${values.only}; there are ${Object.keys(groups).join(', ')}`)
  process.exitCode = 2
}
for (const [, run] of wanted) {
  for (const figure of await run()) {
    if (figure.pass === false) process.exitCode = 1
    console.log(values.json ? JSON.stringify(figure) : rowOf(figure))
  }
}
await Promise.all([closePools(), closeOwner()])

function rowOf({ name, value, unit, bar, pass }: Figure): string {
  const verdict = pass === null ? '' : pass ? 'pass' : 'FAIL'
  return `${name.padEnd(40)} ${String(value).padStart(12)} ${unit.padEnd(10)} ${(bar ?? '').padEnd(12)} ${verdict}`
}
