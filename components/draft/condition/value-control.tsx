'use client'

import { Input, Select } from 'antd'
import { useTranslations } from 'next-intl'
import type { Fact } from '@/server/engine/condition/facts'
import { fieldOf, weekdays } from '@/server/engine/sentence/condition-names'
import type { Wording } from '@/server/engine/sentence/wording'
import { CountInput, MoneyInput } from '../../kit/inputs'
import styles from './condition.module.css'
import type { LeafNode } from './tree'

export type StoreName = { id: string; name: string }

type Props = {
  leaf: LeafNode
  fact: Fact
  wording: Wording
  stores: readonly StoreName[]
  label: string
  /** The id of the sentence that says what is wrong, when something is. */
  fault: string | undefined
  onChange: (value: LeafNode['value']) => void
}

/** What a fact is compared with: money, a number, names to choose from, texts, a date, or yes and no. */
export function ValueControl({ leaf, fact, wording, stores, label, fault, onChange }: Props) {
  const t = useTranslations('program.condition')
  const told = {
    'aria-label': label,
    'aria-describedby': fault,
    'aria-invalid': fault !== undefined,
    status: fault === undefined ? undefined : ('error' as const),
  }
  const number = typeof leaf.value === 'number' ? leaf.value : null
  if (fact.type === 'money') return <MoneyInput {...told} value={number} onChange={onChange} />
  if (fact.type === 'number') {
    const unit = units[leaf.fact]
    const [min, max] = ranges[leaf.fact] ?? []
    return <CountInput {...told} value={number} onChange={onChange} min={min} max={max} suffix={unit && t(`units.${unit}`)} />
  }
  if (fact.type === 'yes_no') {
    const options = (['yes', 'no'] as const).map((value) => ({ value, label: t(value) }))
    return <Select {...told} className={styles.full} value={leaf.value} onChange={onChange} options={options} />
  }
  if (fact.type === 'date') {
    return <Input {...told} type="date" value={String(leaf.value ?? '')} onChange={(e) => onChange(e.target.value || null)} />
  }
  const values = leaf.value === null || typeof leaf.value === 'number' ? [] : [leaf.value].flat().filter((value) => value !== '')
  const options = choicesOf(leaf.fact, wording, stores)
  const lost = leaf.fact === 'member.tier' ? t('goneTier') : t('goneStore')
  return (
    <Select
      {...told}
      className={styles.full}
      mode={options ? 'multiple' : 'tags'}
      value={values}
      onChange={(list: string[]) => onChange(list.length > 0 ? list : null)}
      options={options ? [...options, ...missing(leaf.fact, values, options, lost)] : []}
      placeholder={options ? t('choose') : t('type')}
      showSearch={{ optionFilterProp: 'label' }}
      {...(options ? {} : { tokenSeparators: [',', '，', '、', ';', '；'], open: false, suffixIcon: null })}
    />
  )
}

type Option = { value: string; label: string }

function choicesOf(fact: string, wording: Wording, stores: readonly StoreName[]): Option[] | undefined {
  if (fact === 'event.weekday') return weekdays[wording.language].map((label, i) => ({ value: String(i + 1), label }))
  if (fact === 'member.tier') return wording.tiers.map((tier) => ({ value: tier.id, label: tier.name }))
  if (fact === 'order.store') return stores.map((store) => ({ value: store.id, label: store.name }))
  const field = fieldOf(fact, wording)
  return field?.type === 'choice' ? field.choices.map((value) => ({ value, label: value })) : undefined
}

/** Chosen values that are no longer offered still have words: a choice its own, a tier or store that it is gone. */
function missing(fact: string, values: readonly string[], options: readonly Option[], lost: string): Option[] {
  const named = fact === 'member.tier' || fact === 'order.store'
  return values.filter((value) => !options.some((o) => o.value === value)).map((value) => ({ value, label: named ? lost : value }))
}

const units: Record<string, 'item' | 'order' | 'day' | 'person' | 'time' | 'date' | 'hour'> = {
  'order.quantity': 'item',
  'line.quantity': 'item',
  'member.order_count': 'order',
  'member.days_since_joining': 'day',
  'member.active_days': 'day',
  'member.check_ins': 'day',
  'member.days_since_last_order': 'day',
  'member.referrals': 'person',
  'member.memberships': 'time',
  'event.day_of_month': 'date',
  'event.hour': 'hour',
}

const ranges: Record<string, [min: number, max: number]> = { 'event.day_of_month': [1, 31], 'event.hour': [0, 23] }
