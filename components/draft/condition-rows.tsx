'use client'

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useTranslations } from 'next-intl'
import type { Condition, Leaf, Operator } from '@/server/engine/condition/condition'
import { type FactKey, facts } from '@/server/engine/condition/facts'
import { conditionText } from '@/server/engine/sentence/condition'
import { weekdays } from '@/server/engine/sentence/condition-names'
import type { Wording } from '@/server/engine/sentence/wording'
import { CountInput, MoneyInput } from '../kit/inputs'
import styles from './condition-rows.module.css'

/** A row as it is being filled in: the value may still be missing. */
type Row = { fact: string; operator: Operator; value?: Leaf['value'] | null }

type Props = {
  id?: string
  value?: Condition
  onChange?: (value: Condition | undefined) => void
  wording: Wording
  stores: readonly { id: string; name: string }[]
  /** Whether facts of an order make sense: not for joining and check-ins. */
  ofOrder: boolean
}

/** The rows of a condition that is nothing but "all of these"; null for one with groups. */
function rowsOf(condition: Condition | undefined): Row[] | null {
  if (!condition) return []
  if ('fact' in condition) return [condition]
  if ('all' in condition && condition.all.every((part) => 'fact' in part)) return condition.all as Row[]
  return null
}

const conditionOf = (rows: Row[]): Condition | undefined => (rows.length === 0 ? undefined : { all: rows as Leaf[] })

const listOperators: readonly Operator[] = ['in', 'not_in']
const operatorsOf = (fact: FactKey): readonly Operator[] =>
  facts[fact].type === 'choice' ? listOperators : (facts[fact].operators as readonly Operator[])

/** Conditions as plain rows, all of which must hold; a condition with groups is shown as its sentence. */
export function ConditionRows({ id, value, onChange, wording, stores, ofOrder }: Props) {
  const t = useTranslations('program.condition')
  const rows = rowsOf(value)
  if (rows === null && value) {
    return (
      <div className={styles.grouped} id={id}>
        <p>{conditionText(value, wording)}</p>
        <p className={styles.note}>{t('grouped')}</p>
        <Button size="small" onClick={() => onChange?.(undefined)}>
          {t('clear')}
        </Button>
      </div>
    )
  }
  const shown = rows ?? []
  // A row is known by its fact and how often that came before.
  const keys = shown.map((row, at) => `${row.fact}${shown.slice(0, at).filter((other) => other.fact === row.fact).length}`)
  const change = (place: number, row: Row) => onChange?.(conditionOf(shown.map((old, i) => (i === place ? row : old))))
  const offered = (Object.keys(facts) as FactKey[]).filter((key) => ofOrder || !key.startsWith('order.'))
  return (
    <div id={id} className={styles.rows}>
      {shown.length === 0 && <p className={styles.note}>{t('none')}</p>}
      {shown.map((row, place) => {
        const fact = (row.fact in facts ? row.fact : 'order.amount') as FactKey
        return (
          <fieldset key={keys[place]} className={styles.row}>
            <legend className={styles.legend}>{t('row', { number: place + 1 })}</legend>
            <Select
              aria-label={t('fact')}
              value={fact}
              onChange={(key: FactKey) => change(place, { fact: key, operator: operatorsOf(key)[0] ?? 'eq' })}
              options={offered.map((key) => ({ value: key, label: facts[key][wording.language] }))}
            />
            <Select
              aria-label={t('operator')}
              value={row.operator}
              onChange={(operator: Operator) => change(place, { ...row, operator })}
              options={operatorsOf(fact).map((operator) => ({ value: operator, label: t(`operators.${operator}`) }))}
            />
            <div className={styles.value}>
              <ValueControl fact={fact} row={row} stores={stores} wording={wording} onChange={(v) => change(place, { ...row, value: v })} />
            </div>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('remove', { number: place + 1 })}
              onClick={() => onChange?.(conditionOf(shown.filter((_, i) => i !== place)))}
            />
          </fieldset>
        )
      })}
      <Button
        type="dashed"
        icon={<PlusOutlined />}
        onClick={() =>
          onChange?.(conditionOf([...shown, ofOrder ? { fact: 'order.amount', operator: 'gte' } : { fact: 'member.tier', operator: 'in' }]))
        }
      >
        {t('add')}
      </Button>
    </div>
  )
}

type ValueProps = {
  fact: FactKey
  row: Row
  wording: Wording
  stores: Props['stores']
  onChange: (value: Leaf['value'] | null) => void
}

function ValueControl({ fact, row, wording, stores, onChange }: ValueProps) {
  const t = useTranslations('program.condition')
  const number = typeof row.value === 'number' ? row.value : null
  if (facts[fact].type === 'money') return <MoneyInput aria-label={t('value')} value={number} onChange={onChange} />
  if (facts[fact].type === 'number') return <CountInput aria-label={t('value')} value={number} onChange={onChange} />
  const options =
    fact === 'event.weekday'
      ? weekdays[wording.language].map((label, i) => ({ value: String(i + 1), label }))
      : fact === 'member.tier'
        ? wording.tiers.map((tier) => ({ value: tier.id, label: tier.name }))
        : fact === 'order.store'
          ? stores.map((store) => ({ value: store.id, label: store.name }))
          : undefined
  const values = row.value === undefined || row.value === null ? [] : Array.isArray(row.value) ? row.value : [String(row.value)]
  return (
    <Select
      aria-label={t('value')}
      mode={options ? 'multiple' : 'tags'}
      value={values}
      onChange={(list: string[]) => onChange(list.length > 0 ? list : null)}
      options={options ?? []}
      placeholder={options ? t('choose') : t('type')}
      optionFilterProp="label"
      className={styles.select}
    />
  )
}
