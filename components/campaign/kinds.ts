import type { CampaignKind } from '@/server/engine/campaign/campaign'

/** The ready forms by what a merchant has in mind. */
export const kindGroups = [
  { key: 'days', kinds: ['member_day', 'festival', 'double_points'] },
  { key: 'new', kinds: ['welcome', 'registration_points', 'first_order', 'referral'] },
  { key: 'order', kinds: ['after_payment', 'gift_with_purchase'] },
  { key: 'member', kinds: ['birthday', 'upgrade_gift', 'check_in', 'win_back', 'sample'] },
] as const satisfies readonly { key: string; kinds: readonly CampaignKind[] }[]

/** What an empty list offers first: forms that can be put to work as they are. */
export const firstKinds = [
  'member_day',
  'birthday',
  'festival',
  'double_points',
  'first_order',
  'check_in',
] as const satisfies readonly CampaignKind[]
