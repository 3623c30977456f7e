import type { Run } from '@/server/engine/evaluate'
import { giveGrants as give } from '@/server/engine/grants'
import { newId } from '@/server/platform/ids'
import type { NewEvent } from './record'

/** Gives the rewards that a run has decided to its member. Returns the entries to record. */
export const giveGrants = (run: Run, memberId: string, timeZone: string): NewEvent[] =>
  give(run, timeZone, () => ({ id: newId(), source: 'rungs', key: `entry:${memberId}:${newId()}` })).map(({ entry, outcome }) => ({
    memberId,
    entry,
    businessKey: null,
    kind: 'grant',
    hash: Buffer.from(entry.key),
    outcome,
  }))
