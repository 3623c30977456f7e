'use client'

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useTranslations } from 'next-intl'
import { useDates } from '../kit/dates'
import type { HeldHours } from './campaign-draft'
import styles from './inputs.module.css'

type Props = { id?: string; value?: HeldHours[]; onChange?: (value: HeldHours[]) => void; onBlur?: () => void }

const MOST = 3

/** Parts of the day by the store's clock; all of it while there is none. */
export function HoursInput({ id, value = [], onChange, onBlur }: Props) {
  const t = useTranslations('campaign.hours')
  const { zoneName } = useDates()
  const rows = value.map((hours, place) => ({ hours, place, key: String(place) }))
  const change = (place: number, next: HeldHours) => onChange?.(value.map((one, i) => (i === place ? { ...one, ...next } : one)))
  return (
    <fieldset className={styles.rows} id={id} tabIndex={-1} aria-label={t('label')}>
      {value.length === 0 && <p className={styles.note}>{t('none')}</p>}
      {rows.map(({ hours, place, key }) => (
        <div className={styles.line} key={key}>
          <Input
            type="time"
            className={styles.time}
            aria-label={t('from', { number: place + 1 })}
            value={hours.from ?? ''}
            onChange={(event) => change(place, { from: event.target.value })}
            onBlur={onBlur}
          />
          <span aria-hidden>–</span>
          <Input
            type="time"
            className={styles.time}
            aria-label={t('until', { number: place + 1 })}
            value={hours.until ?? ''}
            onChange={(event) => change(place, { until: event.target.value })}
            onBlur={onBlur}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('remove', { number: place + 1 })}
            onClick={() => onChange?.(value.filter((_, i) => i !== place))}
          />
        </div>
      ))}
      {value.length > 0 && <p className={styles.note}>{t('zone', { zone: zoneName })}</p>}
      {value.length < MOST && (
        <div>
          <Button
            size="small"
            icon={<PlusOutlined />}
            onClick={() => onChange?.([...value, value.length === 0 ? { from: '10:00', until: '22:00' } : {}])}
          >
            {t('add')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
