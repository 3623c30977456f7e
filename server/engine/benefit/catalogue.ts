import { type Benefit, type BenefitIcon, type SystemBenefit, systemBenefits } from './benefit'

/** The picture that each system-verified benefit has until it is given another. */
const icons: Record<SystemBenefit, BenefitIcon> = {
  member_price: 'tag',
  points_bonus: 'star',
  free_shipping: 'truck',
  birthday_gift: 'cake',
  monthly_coupons: 'ticket',
  entry_gift: 'gift',
  exclusive_coupons: 'heart',
  exclusive_goods: 'bag',
  members_store: 'crown',
  priority_delivery: 'rocket',
  priority_booking: 'calendar',
  priority_service: 'bell',
  new_product_trial: 'smile',
  exclusive_events: 'shield',
}

/** A system-verified benefit as it is before anybody touched it: there, and given to nobody. */
export const plainBenefit = (kind: SystemBenefit): Benefit => ({
  id: kind,
  kind,
  name: null,
  spec: { icon: icons[kind], intro: '', grants: [] },
})

/** Whether the software itself gives or shows a benefit; the others are the merchant's own. */
export const isSystemBenefit = (id: string): id is SystemBenefit => systemBenefits.some((kind) => kind === id)

/** Those of which the tiers themselves say who has how much. */
export const saidByTiers: ReadonlySet<string> = new Set<SystemBenefit>(['points_bonus', 'entry_gift'])
