import type { Birthday } from '../state'
import { civilOf, type Day, dateIn, dayFrom, monthLength } from './day'

/** Month and date of birth as one number, 315 for 15 March, by which birthdays are looked for. */
export const birthdayNumber = (birthday: Birthday | null): number | null => (birthday === null ? null : birthday[0] * 100 + birthday[1])

type LeapRule = 'feb28' | 'mar1' | undefined

/** The date on which a birthday is kept in a year: 29 February on the 28th in other years, or on 1 March. */
export function birthdayIn(year: number, [month, date]: readonly [number, number], leap: LeapRule): Day {
  if (leap === 'mar1' && month === 2 && date === 29 && monthLength(year, 2) === 28) return dayFrom(year, 3, 1)
  return dateIn(year, month, date)
}

/** Whether a birthday is kept on a date; nobody knows without one. */
export const isBirthday = (birthday: Birthday | null, day: Day, leap: LeapRule): boolean =>
  birthday !== null && birthdayIn(civilOf(day).year, birthday, leap) === day

/** The first date after `day` on which a birthday is kept. */
export function nextBirthday(birthday: readonly [number, number], day: Day, leap: LeapRule): Day {
  const { year } = civilOf(day)
  const inYear = birthdayIn(year, birthday, leap)
  return inYear > day ? inYear : birthdayIn(year + 1, birthday, leap)
}
