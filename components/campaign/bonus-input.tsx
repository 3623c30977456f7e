'use client'

import { InputNumber, Radio } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import styles from './inputs.module.css'

type Props = { id?: string; value?: number | null; onChange?: (value: number | null) => void; onBlur?: () => void }

const usual = [5_000, 10_000, 20_000] as const

/** How many times as much: a few usual factors, or one's own. Held as what is added, in basis points. */
export function BonusInput({ id, value, onChange, onBlur }: Props) {
  const t = useTranslations('campaign.bonus')
  const known = usual.find((one) => one === value)
  const [own, setOwn] = useState(known === undefined)
  const chosen = own || known === undefined ? 'own' : known
  return (
    <div className={styles.line} id={id} tabIndex={-1}>
      <Radio.Group
        aria-label={t('label')}
        value={chosen}
        onChange={(event) => {
          const next: unknown = event.target.value
          setOwn(next === 'own')
          if (typeof next === 'number') onChange?.(next)
        }}
        options={[
          { value: 5_000, label: t('half') },
          { value: 10_000, label: t('double') },
          { value: 20_000, label: t('triple') },
          { value: 'own', label: t('own') },
        ]}
      />
      {chosen === 'own' && (
        <InputNumber<number>
          className={styles.short}
          aria-label={t('times')}
          suffix={t('unit')}
          precision={2}
          step={0.5}
          inputMode="decimal"
          value={typeof value === 'number' ? (value + 10_000) / 10_000 : null}
          onChange={(times) => onChange?.(typeof times === 'number' ? Math.round(times * 10_000) - 10_000 : null)}
          onBlur={onBlur}
        />
      )}
    </div>
  )
}
