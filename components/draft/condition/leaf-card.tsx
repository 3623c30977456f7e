'use client'

import { Input, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { Operator } from '@/server/engine/condition/condition'
import { catalogueOf } from '@/server/engine/condition/facts'
import { Window } from '@/server/engine/condition/window'
import { factLabel } from '@/server/engine/sentence/condition-names'
import { CountInput } from '../../kit/inputs'
import styles from './condition.module.css'
import { blankOf, factGroups, faultOf, groupOf, operatorsOf } from './facts-offered'
import { PartActions } from './part-actions'
import type { LeafNode } from './tree'
import { useTreeEditor } from './tree-editor'
import { ValueControl } from './value-control'

const windowKinds = Window.options.map((option) => option.shape.kind.value)
type WindowKind = (typeof windowKinds)[number]

/** One comparison: what to look at, over how long, how to compare, and with what. */
export function LeafCard({ leaf, first, last }: { leaf: LeafNode; first: boolean; last: boolean }) {
  const t = useTranslations('program.condition')
  const { wording, stores, offered, numbers, shows, change, touch } = useTreeEditor()
  const faultId = useId()
  const number = numbers.get(leaf.id) ?? 0
  const named = (what: string) => t('named', { number, what })
  const fact = offered.get(leaf.fact)
  const fault = faultOf(leaf, offered, wording)
  const shown = fault && (fault === 'unknown' || fault === 'elsewhere' || fault === 'gone' || shows(leaf.id)) ? fault : null
  const at = (...faults: string[]) => (shown && faults.includes(shown) ? faultId : undefined)
  const invalid = (...faults: string[]) => {
    const id = at(...faults)
    return { 'aria-describedby': id, 'aria-invalid': id !== undefined, status: id === undefined ? undefined : ('error' as const) }
  }
  const known = catalogueOf(wording.fields).get(leaf.fact)
  const current = fact ? [] : [{ value: leaf.fact, label: known ? factLabel(leaf.fact, known, wording) : t('goneField'), disabled: true }]
  const options = factGroups.flatMap((group) => {
    const inGroup = [...offered].filter(([key, one]) => groupOf(key, one) === group)
    const labelled = inGroup.map(([key, one]) => ({ value: key, label: factLabel(key, one, wording) }))
    return labelled.length > 0 ? [{ label: t(`groups.${group}`), options: labelled }] : []
  })
  const choose = (key: string) => {
    const next = offered.get(key)
    if (next) change({ id: leaf.id, ...blankOf(key, next) })
  }
  const words = fact?.type === 'date' ? ('dateOperators' as const) : ('operators' as const)
  return (
    <fieldset
      className={styles.leaf}
      onBlur={(e) => {
        if (!e.currentTarget.contains(e.relatedTarget)) touch(leaf.id)
      }}
    >
      <legend className={styles.hidden}>{t('row', { number })}</legend>
      <div className={styles.head}>
        <span aria-hidden="true" className={styles.number}>
          {t('row', { number })}
        </span>
        <PartActions
          id={leaf.id}
          first={first}
          last={last}
          names={{ up: t('up', { number }), down: t('down', { number }), remove: t('remove', { number }) }}
        />
      </div>
      <div className={styles.controls}>
        <Select
          {...invalid('unknown', 'elsewhere')}
          data-act={`${leaf.id}:fact`}
          className={styles.fact}
          aria-label={named(t('fact'))}
          value={leaf.fact}
          onChange={choose}
          options={[...current, ...options]}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
        />
        {fact?.windowed && <WindowControl leaf={leaf} named={named} invalid={invalid('days')} />}
        {fact?.ofCategory && (
          <Input
            {...invalid('category')}
            className={styles.category}
            aria-label={named(t('category'))}
            placeholder={t('category')}
            maxLength={64}
            value={leaf.category ?? ''}
            onChange={(e) => change({ ...leaf, category: e.target.value })}
          />
        )}
        {fact && operatorsOf(fact).length > 1 && (
          <Select
            className={styles.operator}
            aria-label={named(t('operator'))}
            value={leaf.operator}
            onChange={(operator: Operator) => change({ ...leaf, operator })}
            options={operatorsOf(fact).map((operator) => ({ value: operator, label: operatorLabel(operator, words, t) }))}
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={false}
          />
        )}
        {fact && (
          <div className={styles.value}>
            <ValueControl
              leaf={leaf}
              fact={fact}
              wording={wording}
              stores={stores}
              label={named(t('value'))}
              fault={at('value', 'gone')}
              onChange={(value) => change({ ...leaf, value })}
            />
          </div>
        )}
      </div>
      {shown && (
        <p id={faultId} className={styles.fault}>
          {t(`faults.${shown}`)}
        </p>
      )}
    </fieldset>
  )
}

type Words = ReturnType<typeof useTranslations<'program.condition'>>

/** Dates are compared in words of their own. */
function operatorLabel(operator: Operator, words: 'operators' | 'dateOperators', t: Words): string {
  if (words === 'operators' || operator === 'in' || operator === 'not_in' || operator === 'has_any' || operator === 'has_none')
    return t(`operators.${operator}`)
  return t(`dateOperators.${operator}`)
}

type WindowProps = {
  leaf: LeafNode
  named: (what: string) => string
  invalid: { 'aria-describedby': string | undefined; 'aria-invalid': boolean; status: 'error' | undefined }
}

function WindowControl({ leaf, named, invalid }: WindowProps) {
  const t = useTranslations('program.condition')
  const { change } = useTreeEditor()
  const window = leaf.window ?? { kind: 'lifetime' }
  const choose = (kind: WindowKind) => change({ ...leaf, window: kind === 'rolling_days' ? { kind, days: 30 } : { kind } })
  return (
    <>
      <Select
        className={styles.window}
        aria-label={named(t('window'))}
        value={window.kind}
        onChange={choose}
        options={windowKinds.map((kind) => ({ value: kind, label: t(`windows.${kind}`) }))}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
      />
      {window.kind === 'rolling_days' && (
        <div className={styles.days}>
          <CountInput
            {...invalid}
            aria-label={named(t('days'))}
            min={1}
            max={3650}
            suffix={t('units.day')}
            value={window.days}
            onChange={(days) => change({ ...leaf, window: { kind: 'rolling_days', days: days ?? Number.NaN } })}
          />
        </div>
      )}
    </>
  )
}
