'use client'

import { Drawer } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { festivalNames } from '@/server/engine/campaign/festival'
import { useConsolePath } from '../kit/rights'
import type { CalendarDay } from './calendar-month'
import styles from './campaign-calendar.module.css'
import { CampaignIcon } from './campaign-icon'
import { CampaignStanding } from './campaign-standing'
import { useOverlapWords } from './overlap-words'
import { useDayText } from './use-day-text'

/** Everything of one day of the calendar. */
export function DayDrawer({ day, onClose }: { day: CalendarDay | undefined; onClose: () => void }) {
  const language = useLocale() === 'zh' ? 'zh' : 'en'
  const text = useDayText()
  // While the drawer closes it still says which day it was about.
  const [told, setTold] = useState(day)
  if (day && day !== told) setTold(day)
  const title = told ? [text.long(told.day), ...told.festivals.map((festival) => festivalNames[festival][language])].join(' · ') : ''
  return (
    <Drawer title={title} open={day !== undefined} onClose={onClose} destroyOnHidden size={440}>
      {told && <OneDay day={told} />}
    </Drawer>
  )
}

function OneDay({ day: { entries, overlaps } }: { day: CalendarDay }) {
  const t = useTranslations('campaign')
  const path = useConsolePath()
  const words = useOverlapWords()
  const said = [...new Set(overlaps.flatMap((overlap) => words(overlap, entries)))]
  return (
    <div className={styles.one}>
      {entries.length === 0 ? (
        <p className={styles.quiet}>{t('calendar.noneDay')}</p>
      ) : (
        <ul className={styles.entries}>
          {entries.map(({ id, kind, name, phase, hours }) => (
            <li key={id} className={styles.entry}>
              <CampaignIcon kind={kind} />
              <div className={styles.words}>
                <Link href={path(`/campaigns/${id}`)} className={styles.link}>
                  {name}
                </Link>
                <span className={styles.quiet}>
                  {t(`kinds.${kind}.name`)} ·{' '}
                  {hours.length === 0 ? t('calendar.allDay') : hours.map(({ from, until }) => `${from}–${until}`).join(' ')}
                </span>
                <CampaignStanding phase={phase} />
              </div>
            </li>
          ))}
        </ul>
      )}
      {said.length > 0 && (
        <section aria-label={t('calendar.overlaps')}>
          <h3 className={styles.together}>{t('calendar.overlaps')}</h3>
          <ul className={styles.said}>
            {said.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
