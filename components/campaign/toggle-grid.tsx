'use client'

import styles from './inputs.module.css'

type Props<V extends number> = {
  id?: string
  label: string
  options: readonly { value: V; label: string; wide?: boolean }[]
  value: readonly V[]
  onChange: (value: V[]) => void
}

/** Several of a few things that are known by heart, such as the days of a week: each a button that stays pressed. */
export const ToggleGrid = <V extends number>({ id, label, options, value, onChange }: Props<V>) => (
  <fieldset className={styles.grid} id={id} tabIndex={-1} aria-label={label}>
    {options.map((option) => {
      const on = value.includes(option.value)
      return (
        <button
          key={option.value}
          type="button"
          className={styles.toggle}
          data-wide={option.wide || undefined}
          aria-pressed={on}
          onClick={() => onChange(on ? value.filter((one) => one !== option.value) : [...value, option.value])}
        >
          {option.label}
        </button>
      )
    })}
  </fieldset>
)
