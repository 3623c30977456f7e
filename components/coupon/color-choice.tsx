'use client'

import { useTranslations } from 'next-intl'
import { colors } from '../draft/coupon-starters'
import styles from './color-choice.module.css'

type Props = { id?: string; value?: string; onChange?: (color: string) => void; onBlur?: () => void }

/** The colour of a coupon: tried ones at hand, any other behind them. */
export function ColorChoice({ id, value = '', onChange, onBlur }: Props) {
  const t = useTranslations('coupon.editor.name')
  const own = !colors.includes(value.toLowerCase())
  return (
    <div className={styles.field}>
      {colors.map((color, i) => (
        <button
          key={color}
          type="button"
          className={styles.swatch}
          style={{ backgroundColor: color }}
          aria-label={t('colorNumber', { number: i + 1 })}
          aria-pressed={color === value.toLowerCase()}
          onClick={() => onChange?.(color)}
        />
      ))}
      <input
        id={id}
        type="color"
        className={styles.own}
        data-chosen={own || undefined}
        value={/^#[0-9a-f]{6}$/i.test(value) ? value : colors[0]}
        aria-label={t('ownColor')}
        onChange={(e) => onChange?.(e.target.value)}
        onBlur={onBlur}
      />
    </div>
  )
}
