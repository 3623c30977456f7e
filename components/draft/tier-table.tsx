'use client'

import { InputNumber } from 'antd'
import { useTranslations } from 'next-intl'
import type { TierUnits } from '@/server/engine/rule/terms'
import styles from './tier-table.module.css'

type Props = {
  id?: string
  value?: TierUnits[]
  onChange?: (value: TierUnits[] | undefined) => void
  tiers: readonly { id: string; name: string }[]
  /** What is given: the merchant's name for points, or growth. */
  unit: string
}

/** What each tier gets instead of what the reward says; an empty row is as the reward says. */
export function TierTable({ id, value = [], onChange, tiers, unit }: Props) {
  const t = useTranslations('program.rule')
  const change = (tierId: string, units: number | null) => {
    // In the order of the ladder, and without tiers that are gone.
    const next = tiers.flatMap((tier) => {
      const held = tier.id === tierId ? units : (value.find((row) => row.tierId === tier.id)?.units ?? null)
      return held === null ? [] : [{ tierId: tier.id, units: held }]
    })
    onChange?.(next.length > 0 ? next : undefined)
  }
  return (
    <table id={id} className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('tier')}</th>
          <th scope="col">{t('instead')}</th>
        </tr>
      </thead>
      <tbody>
        {tiers.map((tier) => (
          <tr key={tier.id}>
            <th scope="row">{tier.name}</th>
            <td>
              <InputNumber<number>
                className={styles.units}
                aria-label={t('insteadOf', { tier: tier.name })}
                min={0}
                max={1_000_000}
                precision={0}
                suffix={unit}
                placeholder={t('same')}
                value={value.find((row) => row.tierId === tier.id)?.units ?? null}
                onChange={(units) => change(tier.id, units)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
