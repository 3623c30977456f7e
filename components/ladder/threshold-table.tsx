'use client'

import { MinusOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import type { Measure } from '@/server/engine/ladder/ladder'
import { ColorMark } from '../kit/color-mark'
import { MeasureInput } from './measure-fields'
import { stepAt } from './threshold-scale'
import styles from './threshold-table.module.css'

/** One tier: its threshold as it is tried out, and how many members it would hold, in words. */
export type ThresholdRow = {
  id: string
  name: string
  color: string
  /** Nothing for a tier given by conditions alone or by hand only, where `instead` says which. */
  threshold: number | null
  instead: string
  /** Whether everybody is on it, so that there is nothing to set. */
  fixed: boolean
  members: string | null
  share: string | null
  fault: string | null
}

type Props = {
  rows: readonly ThresholdRow[]
  measure: Measure
  smallest: number
  /** Who would be on no tier. */
  below: { members: string; share: string } | null
  disabled: boolean
  onSet: (id: string, threshold: number) => void
}

/** The thresholds of a ladder to type, each with the members it would hold. */
export function ThresholdTable({ rows, measure, smallest, below, disabled, onSet }: Props) {
  const t = useTranslations('ladder.chart')
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('tier')}</th>
          <th scope="col">{t('threshold')}</th>
          <th scope="col">{t('members')}</th>
          <th scope="col" className={styles.share}>
            {t('share')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <ColorMark color={row.color}>{row.name}</ColorMark>
            </th>
            <td>
              {row.threshold === null ? (
                <span className={styles.quiet}>{row.instead}</span>
              ) : (
                <Typed row={row} threshold={row.threshold} measure={measure} smallest={smallest} disabled={disabled} onSet={onSet} />
              )}
            </td>
            <td>{row.members ?? '—'}</td>
            <td className={styles.share}>{row.share ?? '—'}</td>
          </tr>
        ))}
        {below && (
          <tr>
            <th scope="row">{t('below')}</th>
            <td />
            <td>{below.members}</td>
            <td className={styles.share}>{below.share}</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

type TypedProps = Pick<Props, 'measure' | 'smallest' | 'disabled' | 'onSet'> & { row: ThresholdRow; threshold: number }

function Typed({ row, threshold, measure, smallest, disabled, onSet }: TypedProps) {
  const t = useTranslations('ladder.chart')
  const off = disabled || row.fixed
  const faultId = `${row.id}-fault`
  return (
    <>
      <span className={styles.typed}>
        <Button
          size="small"
          icon={<MinusOutlined />}
          aria-label={t('less', { name: row.name })}
          disabled={off || threshold <= 0}
          onClick={() => onSet(row.id, Math.max(0, threshold - stepAt(Math.max(0, threshold - 1), smallest)))}
        />
        <MeasureInput
          measure={measure}
          aria-label={t('cut', { name: row.name })}
          aria-describedby={row.fault ? faultId : undefined}
          aria-invalid={row.fault !== null}
          status={row.fault ? 'error' : undefined}
          disabled={off}
          value={threshold}
          onChange={(value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && onSet(row.id, value)}
        />
        <Button
          size="small"
          icon={<PlusOutlined />}
          aria-label={t('more', { name: row.name })}
          disabled={off}
          onClick={() => onSet(row.id, threshold + stepAt(threshold, smallest))}
        />
      </span>
      {row.fault && (
        <span id={faultId} className={styles.fault} role="alert">
          {row.fault}
        </span>
      )}
    </>
  )
}
