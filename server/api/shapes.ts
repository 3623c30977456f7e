import * as z from 'zod'
import { BenefitKind, CounterTerms } from '@/server/engine/benefit/benefit'
import { Measure } from '@/server/engine/ladder/ladder'
import {
  CustomHappened,
  MemberCheckedIn,
  MemberReferred,
  MemberRegistered,
  MemberReviewed,
  MemberShared,
  MembershipPurchased,
  MemberTagged,
  OrderCompleted,
  OrderPaid,
  OrderRefunded,
  ProfileChanged,
  ProfileCompleted,
  StoredRecharged,
} from '@/server/engine/vocabulary'
import { MOST_EVENTS } from '@/server/program/incoming-event'

/** Senders within Rungs: what they record must never meet the key of somebody else's event. */
const ownSources: ReadonlySet<string> = new Set(['rungs', 'console', 'import'])

/** Older times are mistakes of the sender, and the calendar does not reach them all. */
const EARLIEST = '1900'

const envelope = {
  event_id: z
    .string()
    .trim()
    .min(1)
    .max(128)
    .describe('The sender’s own name for the event; sent again with the same content it changes nothing'),
  source: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z0-9._:-]+$/)
    .refine((source) => !ownSources.has(source), 'event.source_reserved')
    .default('api')
    .describe('Which of your systems sends it; not `rungs`, `console` or `import`, which are our own'),
  member: z.string().trim().min(1).max(64).describe('The member’s code'),
  occurred_at: z.iso
    .datetime({ offset: true })
    .refine((at) => at >= EARLIEST)
    .describe('When it happened, with its offset from UTC'),
  store: z.string().trim().min(1).max(64).optional().describe('Code of the store'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .describe('Must be the merchant’s own when given'),
}

/** One event as a merchant's system sends it. Amounts are whole minor units (12.50 is 1250). Unknown fields are refused. */
export const EventItem = z.discriminatedUnion('type', [
  OrderPaid.extend(envelope).meta({
    id: 'OrderPaid',
    description: 'An order was paid. Give an amount, or lines that sum to it; with discounts, the lines less the discounts.',
  }),
  OrderRefunded.extend(envelope).meta({
    id: 'OrderRefunded',
    description: 'Money went back: for lines or an amount of an order, for all of it when neither is given, or for an amount alone.',
  }),
  OrderCompleted.extend(envelope).meta({
    id: 'OrderCompleted',
    description: 'An order reached its buyer, or was served. One that comes before its order waits for it.',
  }),
  MemberRegistered.extend(envelope).meta({ id: 'MemberRegistered', description: 'A member joined.' }),
  MemberCheckedIn.extend(envelope).meta({ id: 'MemberCheckedIn', description: 'A member checked in. Counts once a day.' }),
  ProfileCompleted.extend(envelope).meta({
    id: 'ProfileCompleted',
    description: 'A member filled in what the merchant asks for. Counts once a member.',
  }),
  ProfileChanged.extend(envelope).meta({
    id: 'ProfileChanged',
    description:
      'The birthday or the merchant’s own fields of a member changed. Only what is named changes; null clears. Of a date of birth only month and day are kept.',
  }),
  MemberTagged.extend(envelope).meta({ id: 'MemberTagged', description: 'A member was given tags, or lost some.' }),
  MemberShared.extend(envelope).meta({ id: 'MemberShared', description: 'A member shared something of the merchant’s.' }),
  MemberReviewed.extend(envelope).meta({ id: 'MemberReviewed', description: 'A member wrote a review, of an order where one is named.' }),
  MemberReferred.extend(envelope).meta({
    id: 'MemberReferred',
    description: 'Somebody whom the member invited has joined or bought, as the merchant counts it. Each invited person counts once.',
  }),
  StoredRecharged.extend(envelope).meta({ id: 'StoredRecharged', description: 'Money was put into a stored-value account.' }),
  MembershipPurchased.extend(envelope).meta({ id: 'MembershipPurchased', description: 'A paid membership was bought.' }),
  CustomHappened.extend(envelope).meta({
    id: 'CustomHappened',
    description: 'Something of the merchant’s own, by the key it has under Program › Custom fields in the console.',
  }),
])
export type EventItem = z.infer<typeof EventItem>

export const EventsRequest = z.strictObject({ events: z.array(EventItem).min(1).max(MOST_EVENTS) }).meta({ id: 'EventsRequest' })

const Details = z.record(z.string(), z.union([z.string(), z.number()]))

/** What became of one event. */
export const EventResult = z
  .object({
    index: z.int().min(0).describe('Place of the event in the request, from 0'),
    event_id: z.string().nullable(),
    status: z
      .enum(['applied', 'duplicate', 'replayed', 'refused', 'conflict'])
      .describe(
        'applied: counted now · duplicate: the books hold the same order already · replayed: this very event came before · conflict: the same key or number with other content · refused: see code',
      ),
    http_status: z.int().describe('What the answer would be if the event had come alone'),
    code: z.string().optional(),
    field: z.string().optional(),
    detail: z.string().optional(),
    details: Details.optional(),
    result: z
      .object({
        points: z.object({ earned: z.int(), reversed: z.int(), balance: z.int() }),
        tier: z.object({ code: z.string(), name: z.string() }).nullable(),
        growth: z.int(),
      })
      .optional(),
  })
  .meta({ id: 'EventResult' })
export type EventResult = z.infer<typeof EventResult>

export const EventsResponse = z
  .object({
    request_id: z.string(),
    summary: z.object({ applied: z.int(), duplicate: z.int(), replayed: z.int(), refused: z.int(), conflict: z.int() }),
    results: z.array(EventResult).describe('One for each event, in the order sent'),
  })
  .meta({ id: 'EventsResponse' })
export type EventsResponse = z.infer<typeof EventsResponse>

/** Where a member stands, as of now. No name and no phone. */
export const MemberResponse = z
  .object({
    code: z.string(),
    status: z.enum(['active', 'closed']),
    joined_on: z.iso.date(),
    as_of: z.iso.datetime({ offset: true }),
    tier: z.object({ code: z.string(), name: z.string() }).nullable(),
    points: z.object({
      available: z.int(),
      active: z.int(),
      owed: z.int().min(0),
      pending: z.int().min(0).describe('Earned, and not to be spent yet'),
    }),
    growth: z.int(),
    net_spend: z.int().describe('Minor units, over everything recorded; signed'),
    order_count: z.int(),
    last_order_on: z.iso.date().nullable(),
    benefits: z
      .array(
        z.object({
          id: z.string(),
          kind: BenefitKind,
          name: z.string(),
          sentence: z.string().describe('What the member gets, in the merchant’s language'),
          uses: z
            .object({ allowed: z.int(), left: z.int(), per: CounterTerms.shape.per })
            .nullable()
            .describe('Of what staff check off: how often in a period, and how often still'),
        }),
      )
      .describe('What the member has now by the program in force'),
    progress: z.array(
      z.object({
        ladder: z.string(),
        tier: z.object({ code: z.string(), name: z.string() }).nullable(),
        measure: Measure,
        measured: z.int(),
        next: z
          .object({
            name: z.string(),
            threshold: z.int(),
            missing: z.int(),
            counts_until: z.iso.date().nullable().describe('Last day of the calendar period or year of membership that is measured'),
          })
          .nullable()
          .describe('The next tier that has a threshold and is shown to members'),
        valid_until: z.iso.date().nullable(),
        days_left: z.int().nullable().describe('To the end of the validity, or of the days of grace'),
        keep: z
          .object({ measure: Measure, measured: z.int(), minimum: z.int(), missing: z.int() })
          .nullable()
          .describe('What keeps the tier at the end of its validity'),
        grace_until: z.iso.date().nullable().describe('Last day on which a tier that has ended can still be kept'),
        by_hand: z
          .object({ until: z.iso.date().nullable(), locked: z.boolean() })
          .nullable()
          .describe('A tier that was given by hand, or a lock'),
      }),
    ),
  })
  .meta({ id: 'Member' })
export type MemberResponse = z.infer<typeof MemberResponse>

/** The rules in force as members read them: plain sentences under headings, and the same as one text. */
export const RulesResponse = z
  .object({
    language: z.enum(['zh', 'en']),
    title: z.string(),
    sections: z.array(z.object({ heading: z.string(), lines: z.array(z.string()) })),
    text: z.string().describe('Title, headings and lines as plain text'),
    version: z.int().describe('Number of the version in force'),
    effective_from: z.iso.datetime({ offset: true }),
    as_of: z.iso.date().describe('The merchant’s date; rules that are over by then are left out'),
  })
  .meta({ id: 'Rules' })
export type RulesResponse = z.infer<typeof RulesResponse>

/** An error as RFC 9457 says it, with our code and the id under which we find the call. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    field: z.string().optional(),
    details: Details.optional(),
    request_id: z.string(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
