import * as z from 'zod'
import { civilOf, type Day, dayFrom, weekdayOf } from '../calendar/day'
import { lunarDay } from '../calendar/lunar'

/** The festivals that campaigns are held on. */
export const FestivalKey = z.enum([
  'new_year',
  'laba',
  'spring_eve',
  'spring',
  'lantern',
  'valentine',
  'women',
  'qingming',
  'labour',
  'mother',
  'children',
  'dragon_boat',
  'father',
  'qixi',
  'mid_autumn',
  'national',
  'double_ninth',
  'halloween',
  'singles',
  'black_friday',
  'double12',
  'christmas_eve',
  'christmas',
])
export type FestivalKey = z.infer<typeof FestivalKey>

/** Their names. */
export const festivalNames: Record<FestivalKey, { zh: string; en: string }> = {
  new_year: { zh: '元旦', en: 'New Year’s Day' },
  laba: { zh: '腊八节', en: 'Laba Festival' },
  spring_eve: { zh: '除夕', en: 'Chinese New Year’s Eve' },
  spring: { zh: '春节', en: 'Spring Festival' },
  lantern: { zh: '元宵节', en: 'Lantern Festival' },
  valentine: { zh: '情人节', en: 'Valentine’s Day' },
  women: { zh: '妇女节', en: 'Women’s Day' },
  qingming: { zh: '清明节', en: 'Qingming Festival' },
  labour: { zh: '劳动节', en: 'Labour Day' },
  mother: { zh: '母亲节', en: 'Mother’s Day' },
  children: { zh: '儿童节', en: 'Children’s Day' },
  dragon_boat: { zh: '端午节', en: 'Dragon Boat Festival' },
  father: { zh: '父亲节', en: 'Father’s Day' },
  qixi: { zh: '七夕', en: 'Qixi Festival' },
  mid_autumn: { zh: '中秋节', en: 'Mid-Autumn Festival' },
  national: { zh: '国庆节', en: 'National Day' },
  double_ninth: { zh: '重阳节', en: 'Double Ninth Festival' },
  halloween: { zh: '万圣夜', en: 'Halloween' },
  singles: { zh: '双十一', en: 'Double 11' },
  black_friday: { zh: '黑色星期五', en: 'Black Friday' },
  double12: { zh: '双十二', en: 'Double 12' },
  christmas_eve: { zh: '平安夜', en: 'Christmas Eve' },
  christmas: { zh: '圣诞节', en: 'Christmas' },
}

const FIRST = 2000
const LAST = 2060

/** Whether the festivals of a year are known. */
export const hasFestivals = (year: number): boolean => year >= FIRST && year <= LAST

/**
 * The day of a festival in a year. 腊八节 is the one before the Spring Festival of that year, be it in January or in the last
 * days of December: so it comes once a year. Throws a RangeError for a year that is not known.
 */
export function festivalDay(key: FestivalKey, year: number): Day {
  if (!hasFestivals(year)) throw new RangeError(`festivals of ${year} are not known`)
  switch (key) {
    case 'new_year':
      return dayFrom(year, 1, 1)
    case 'laba':
      return lunarDay(year - 1, 12, 8)
    case 'spring_eve':
      return lunarDay(year, 1, 1) - 1
    case 'spring':
      return lunarDay(year, 1, 1)
    case 'lantern':
      return lunarDay(year, 1, 15)
    case 'valentine':
      return dayFrom(year, 2, 14)
    case 'women':
      return dayFrom(year, 3, 8)
    case 'qingming':
      return dayFrom(year, 4, qingmingDate(year))
    case 'labour':
      return dayFrom(year, 5, 1)
    case 'mother':
      return nthWeekday(year, 5, 2, 7)
    case 'children':
      return dayFrom(year, 6, 1)
    case 'dragon_boat':
      return lunarDay(year, 5, 5)
    case 'father':
      return nthWeekday(year, 6, 3, 7)
    case 'qixi':
      return lunarDay(year, 7, 7)
    case 'mid_autumn':
      return lunarDay(year, 8, 15)
    case 'national':
      return dayFrom(year, 10, 1)
    case 'double_ninth':
      return lunarDay(year, 9, 9)
    case 'halloween':
      return dayFrom(year, 10, 31)
    case 'singles':
      return dayFrom(year, 11, 11)
    case 'black_friday':
      // The day after Thanksgiving, which is not always the fourth Friday.
      return nthWeekday(year, 11, 4, 4) + 1
    case 'double12':
      return dayFrom(year, 12, 12)
    case 'christmas_eve':
      return dayFrom(year, 12, 24)
    case 'christmas':
      return dayFrom(year, 12, 25)
  }
}

/** The festivals that lie in a year, as they come: two 腊八节 in some years and none in others. */
export function festivalsOf(year: number): { key: FestivalKey; day: Day }[] {
  const found = FestivalKey.options.map((key) => ({ key, day: festivalDay(key, year) }))
  if (hasFestivals(year + 1)) found.push({ key: 'laba', day: festivalDay('laba', year + 1) })
  return found.filter(({ day }) => civilOf(day).year === year).sort((a, b) => a.day - b.day)
}

function nthWeekday(year: number, month: number, nth: number, weekday: number): Day {
  const first = dayFrom(year, month, 1)
  return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1)
}

/** The sun reaches 15° on 4 or 5 April: it comes 0.2422 days later each year, and a day earlier after each 29 February. */
function qingmingDate(year: number): number {
  const years = year % 100
  return Math.floor((years * 2422 + 48_100) / 10_000) - Math.floor(years / 4)
}
