import { plainSentence } from '@/components/messages/plain-sentence'
import { receiveEvents } from '@/server/api/receive-events'
import type { EventResult } from '@/server/api/shapes'
import { MOST_EVENTS } from '@/server/program/incoming-event'
import { findTenant } from './find-tenant'
import { readEvents } from './read-input'
import { type Command, given } from './words'

const SHOWN = 100

export const eventsSend: Command = {
  usage: 'events send --tenant <tenant> --file <events.json | -> [--all]',
  about:
    'Sends events as POST /api/v1/events takes them (amounts in whole minor units): a JSON array, {"events": […]}, or one object a line. Refused events are listed and the others count; --all lists every answer.',
  options: ['tenant', 'file'],
  switches: ['all'],
  run: async (options) => {
    const { scope, slug } = await findTenant(given(options, 'tenant'))
    const events = await readEvents(given(options, 'file'))
    const summary = { applied: 0, duplicate: 0, replayed: 0, refused: 0, conflict: 0 }
    const listed: EventResult[] = []
    for (let from = 0; from < events.length; from += MOST_EVENTS) {
      const batch = events.slice(from, from + MOST_EVENTS)
      const { results } = await receiveEvents(scope, { events: batch }, (code, details) => plainSentence('en', code, details))
      for (const result of results) {
        summary[result.status]++
        const bad = result.status === 'refused' || result.status === 'conflict'
        if (options.all === true || (bad && listed.length < SHOWN)) listed.push({ ...result, index: from + result.index })
      }
      process.stderr.write(`${Math.min(from + MOST_EVENTS, events.length)} of ${events.length} events\n`)
    }
    const lines = Object.entries(summary).map(([status, n]) => `  ${status.padEnd(10)}${n}`)
    const bad = listed
      .filter((r) => r.status === 'refused' || r.status === 'conflict')
      .map((r) => `  event ${r.index} (${r.event_id ?? 'unnamed'}): ${r.detail ?? r.code}`)
    return {
      value: { tenant: slug, events: events.length, summary, results: listed },
      text: [`${events.length} events to ${slug}`, ...lines, ...bad].join('\n'),
    }
  },
}
