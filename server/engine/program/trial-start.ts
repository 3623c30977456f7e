import { localDay } from '../calendar/zone'
import type { Campaign } from '../campaign/campaign'
import { campaignsOf } from '../campaign/compile'
import { type MemberState, newState, type OrderRecord, revive, type StoredState } from '../state'
import { orderKey } from '../vocabulary'
import { type Timeline, timelineOf } from './compile'
import type { ProgramDocument } from './document'
import { type Described, describedState, type Given } from './trial'

/** A version as an engine takes it: when it begins to judge, as an instant in milliseconds, and what it says. */
export type JudgingVersion = { id: string; effectiveFrom: number; document: ProgramDocument }

/** The campaigns of a merchant, and how often one has begun, paused, gone on or ended. */
export type CampaignsAtWork = { all: Campaign[]; changes: number }

/** Everything that the engine needs to try something on a member, and nothing that says who it is. */
export type TrialMember = {
  timeZone: string
  state: StoredState | null
  orders: { channel: string; orderNo: string; record: OrderRecord }[]
  versions: JudgingVersion[]
  campaigns: CampaignsAtWork
  /** What rules with a budget have given so far. */
  given: Record<string, number>
}

/** Where a trial begins: the state, what judges, and what rules have given of their budgets. */
export type TrialStart = {
  timeline: Timeline
  state: MemberState
  timeZone: string
  given: Given
  documentOf: (version: string) => ProgramDocument
  /** When the document that is tried begins to judge; nothing may happen before. */
  begins: number
}

/** The id under which a document judges that is tried. */
const TRIED_VERSION = 'tried'

/** A described member under a document that has been in force all along, with campaigns where some are given. */
export function startDescribed(
  document: ProgramDocument,
  described: Described,
  now: number,
  campaigns: CampaignsAtWork | null = null,
): TrialStart {
  const { timeZone } = document
  const timeline = timelineOf([{ id: TRIED_VERSION, effectiveFrom: 0, document }], campaigns ? compiled(campaigns) : undefined)
  const state = describedState(timeline, timeline.version(TRIED_VERSION), timeZone, localDay(timeZone, now), described)
  return { timeline, state, timeZone, given: {}, documentOf: () => document, begins: 0 }
}

/** A member of the house under the versions as they are, or under a document as if it took effect now. */
export function startReal(member: TrialMember, document: ProgramDocument | null, now: number): TrialStart {
  const { timeZone, versions, given } = member
  const campaigns = compiled(member.campaigns)
  const state = stateOf(member)
  if (document === null) {
    const documents = new Map(versions.map((version) => [version.id, version.document]))
    const documentOf = (id: string) => documents.get(id) as ProgramDocument
    return { timeline: timelineOf(versions, campaigns), state, timeZone, given, documentOf, begins: 0 }
  }
  // Behind everything that the member has been through.
  const begins = Math.max(now, (state.position?.[0] ?? 0) + 1)
  const timeline = timelineOf(
    [...versions.filter((version) => version.effectiveFrom < begins), { id: TRIED_VERSION, effectiveFrom: begins, document }],
    campaigns,
  )
  return { timeline, state, timeZone, given, documentOf: () => document, begins }
}

const compiled = ({ all, changes }: CampaignsAtWork) => campaignsOf(all, changes)

function stateOf({ state, orders }: TrialMember): MemberState {
  const book = new Map(orders.map(({ channel, orderNo, record }) => [orderKey(channel, orderNo), record]))
  // The engine changes what it is given; what was fetched stays as it is.
  return state === null ? newState() : structuredClone(revive(state, book))
}
