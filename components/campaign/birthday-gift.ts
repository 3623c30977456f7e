import { type HeldEffect, withGives } from './campaign-draft'

/** What a birthday usually brings. */
export const birthdayGifts = ['coupons', 'double', 'points', 'goods'] as const
export type BirthdayGift = (typeof birthdayGifts)[number]

/** Which of the usual gifts an effect is; nothing where it is none of them. */
export function birthdayGiftOf({ at, gives }: HeldEffect): BirthdayGift | undefined {
  if (at.kind === 'birthday') return gives.kind === 'coupons' || gives.kind === 'points' ? gives.kind : undefined
  if (at.kind !== 'order' || !at.birthday) return undefined
  if (gives.kind === 'points_bonus') return 'double'
  return gives.kind === 'goods' ? 'goods' : undefined
}

/** The effect as another of the usual gifts; the stretch around the birthday stays the same. */
export function withBirthdayGift(effect: HeldEffect, gift: BirthdayGift): HeldEffect {
  const { at } = effect
  const window = (at.kind === 'order' ? at.birthday : at.window) ?? 'month'
  const day = { ...effect, at: { ...at, kind: 'birthday' as const, window } }
  const order = { ...effect, at: { ...at, kind: 'order' as const, birthday: window } }
  switch (gift) {
    case 'coupons':
      return withGives(day, 'coupons')
    case 'points':
      return withGives({ ...day, gives: { ...day.gives, points: day.gives.points ?? 100 } }, 'points')
    case 'double':
      return withGives(order, 'points_bonus')
    case 'goods':
      return withGives(order, 'goods')
  }
}
