'use client'

import { useTranslations } from 'next-intl'
import { houseAccent, paletteOf } from '../kit/theme/palette'
import styles from './color-field.module.css'

type Props = { id?: string; value?: string; onChange?: (color: string) => void; onBlur?: () => void }

/** Tried colours first, any other behind them; shows what becomes of it in light and dark. */
const tried = [houseAccent, '#2457c5', '#6d3fc4', '#b3261e', '#b4560b', '#8c1d5b', '#37474f', '#1f6f2b']

export function ColorField({ id, value = houseAccent, onChange, onBlur }: Props) {
  const t = useTranslations('tenant')
  const valid = /^#[0-9a-f]{6}$/i.test(value) ? value : houseAccent
  return (
    <div className={styles.field}>
      <input
        id={id}
        type="color"
        className={styles.own}
        value={valid}
        aria-label={t('colorName')}
        onChange={(e) => onChange?.(e.target.value)}
        onBlur={onBlur}
      />
      {tried.map((color) => (
        <button
          key={color}
          type="button"
          className={styles.swatch}
          style={{ backgroundColor: color }}
          aria-label={color}
          aria-pressed={color === valid.toLowerCase()}
          onClick={() => onChange?.(color)}
        />
      ))}
      {(['light', 'dark'] as const).map((scheme) => {
        const p = paletteOf(scheme, valid)
        return (
          <span key={scheme} className={styles.sample} style={{ backgroundColor: p.container }}>
            <span style={{ color: p.accent.ink, backgroundColor: p.accent.base }}>Aa</span>
            <span style={{ color: p.accent.base }}>Aa</span>
          </span>
        )
      })}
    </div>
  )
}
