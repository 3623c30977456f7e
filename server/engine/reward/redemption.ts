import * as z from 'zod'
import { IsoDate } from '../rule/terms'
import { RedemptionState } from './reward'

/** To whom and where goods are sent. */
export const SendAddress = z.strictObject({
  recipient: z.string().trim().min(1).max(60).optional(),
  phone: z
    .string()
    .trim()
    .regex(/^[0-9+() -]{5,30}$/, 'redemption.phone_format')
    .optional(),
  address: z.string().trim().min(4).max(300),
})
export type SendAddress = z.infer<typeof SendAddress>

const quantity = z.int().min(1).max(99)

/** What is asked for a member: a reward, how many of it, at which store, and where it is sent if it is. The key makes a repeated click one redemption. */
export const RedeemDraft = z.strictObject({
  memberId: z.uuid().toLowerCase(),
  rewardId: z.uuid().toLowerCase(),
  quantity,
  storeId: z.uuid().toLowerCase().optional(),
  address: SendAddress.optional(),
  requestKey: z.string().min(8).max(64),
})
export type RedeemDraft = z.infer<typeof RedeemDraft>

const one = { redemptionId: z.uuid().toLowerCase() }

/** Goods are on their way: who carries them and under which number. */
export const SendForm = z.strictObject({ carrier: z.string().trim().min(1).max(40), parcel: z.string().trim().min(1).max(60) })
export type SendForm = z.infer<typeof SendForm>
export const SendDraft = SendForm.extend(one)
export type SendDraft = z.infer<typeof SendDraft>

export const FinishDraft = z.strictObject(one)
/** `left`: how many chances there were when somebody looked. */
export const TicketDraft = z.strictObject({ ...one, left: z.int().min(1).max(99) })
export const CollectDraft = z.strictObject({ ...one, storeId: z.uuid().toLowerCase().optional() })
export type CollectDraft = z.infer<typeof CollectDraft>

export const CancelForm = z.strictObject({ reason: z.string().trim().min(1).max(200) })
export type CancelForm = z.infer<typeof CancelForm>
export const CancelDraft = CancelForm.extend(one)
export type CancelDraft = z.infer<typeof CancelDraft>

/** What kind of reward a redemption was for. */
export const Gives = z.enum(['coupon', 'goods', 'service', 'lottery_ticket'])
export type Gives = z.infer<typeof Gives>

/** What narrows the list of redemptions and the file made from it. Dates are the merchant's, both included. */
export const RedemptionFilter = z.strictObject({
  /** A number, or what finds a member. */
  search: z.string().trim().max(80).default(''),
  state: RedemptionState.optional(),
  gives: Gives.optional(),
  rewardId: z.uuid().optional(),
  memberId: z.uuid().optional(),
  from: IsoDate.optional(),
  to: IsoDate.optional(),
})
export type RedemptionFilter = z.infer<typeof RedemptionFilter>

export const RedemptionQuery = RedemptionFilter.extend({
  page: z.int().min(1).max(100_000).default(1),
  pageSize: z.int().min(1).max(100).default(20),
})
export type RedemptionQuery = z.infer<typeof RedemptionQuery>
