'use client'

import { Collapse, Form, Input, Radio, Select, Switch } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import type * as z from 'zod'
import { hasLines } from '@/server/engine/rule/terms'
import type { Wording } from '@/server/engine/sentence/wording'
import { Trigger } from '@/server/engine/vocabulary'
import { useSetting } from '../kit/figures'
import { CountInput, MoneyInput } from '../kit/inputs'
import { LiveSentence } from '../kit/live-sentence'
import { parseDraft } from '../kit/parse-draft'
import { useConsolePath } from '../kit/rights'
import { Field, ZodForm } from '../kit/zod-form'
import { ConditionBuilder } from './condition-builder'
import { CouponGifts } from './coupon-gifts'
import { FactorInput } from './factor-input'
import {
  filledSections,
  type Gives,
  type Held,
  hasUnits,
  type Kind,
  kindOf,
  kindsOf,
  reachesShipping,
  ruleDraftOf,
  type SectionKey,
  sections,
} from './rule-draft'
import styles from './rule-form.module.css'
import { CapFields, MoreFields } from './rule-limits'
import { TierTable } from './tier-table'

export type RuleFormProps<S extends z.ZodType> = {
  gives: Gives
  schema: S
  /** What the controls begin with, as `heldRule` makes it. */
  initial: Record<string, unknown>
  wording: Wording
  stores: readonly { id: string; name: string }[]
  sentence: (draft: z.output<S>) => string
  submit: string
  onSubmit: (draft: z.output<S>) => Promise<unknown>
  onCancel: () => void
  onTouched: () => void
  /** What stands below the form while the rule is being written, such as a trial of it. */
  below?: (draft: z.output<S> | null) => ReactNode
}

/** A rule in short sections, with the sentence it makes while it is being written. What few rules need is folded. */
export function RuleForm<S extends z.ZodType>(props: RuleFormProps<S>) {
  const { gives, schema, initial, wording, stores, sentence, submit, onSubmit, onCancel, onTouched, below } = props
  const t = useTranslations('program.rule')
  const { pointsName } = useSetting()
  const [form] = Form.useForm()
  const draftOf = (values: Record<string, unknown>): unknown => ruleDraftOf(values, gives)
  const written = (values: Record<string, unknown>): z.output<S> | null => {
    const named = { ...values, name: (values as Held).name?.trim() || '—' }
    const parsed = parseDraft(schema, draftOf(named))
    return parsed.success ? parsed.data : null
  }
  const [live, setLive] = useState(() => written(initial))
  const [open, setOpen] = useState<SectionKey[]>(() => filledSections(initial, gives))
  const values = () => form.getFieldsValue(true) as Record<string, unknown>
  const heard = () => {
    onTouched()
    setLive(written(values()))
  }
  // A field that is to be put right must be seen.
  const unfold = () => setOpen((before) => sections.filter((key) => before.includes(key) || filledSections(values(), gives).includes(key)))

  const started = (initial as Held).spec
  const trigger: Trigger = Form.useWatch(['spec', 'trigger'], { form, preserve: true }) ?? started?.trigger ?? 'order.paid'
  const chosen: Kind | undefined = Form.useWatch(['spec', 'reward', 'kind'], { form, preserve: true }) ?? started?.reward?.kind
  const kind = kindOf(chosen, trigger, gives)
  const ofOrder = hasLines(trigger)
  const unit = gives === 'points' ? pointsName : t('growthUnit')
  const parts: Record<SectionKey, { shown: boolean; label: string; children: ReactNode }> = {
    lines: {
      shown: ofOrder,
      label: t('lines'),
      children: (
        <Field name={['spec', 'lines']} label={t('linesWhich')} optional>
          <ConditionBuilder wording={wording} stores={stores} subject="line" trigger={trigger} none={t('linesAll')} />
        </Field>
      ),
    },
    tiers: {
      shown: hasUnits(kind) && wording.tiers.length > 0,
      label: t('byTier'),
      children: (
        <Field name={['spec', 'reward', 'byTier']} label={t('byTierWhat')} optional>
          <TierTable tiers={wording.tiers} unit={unit} />
        </Field>
      ),
    },
    caps: { shown: true, label: t('caps'), children: <CapFields unit={kind === 'coupon' ? t('timesUnit') : unit} ofOrder={ofOrder} /> },
    more: { shown: true, label: t('more'), children: <MoreFields gives={gives} shipping={reachesShipping(kind, trigger)} /> },
  }
  return (
    <div onSubmitCapture={unfold}>
      <ZodForm
        schema={schema}
        form={form}
        initial={initial}
        toDraft={draftOf}
        submit={submit}
        onCancel={onCancel}
        onSubmit={onSubmit}
        onValues={heard}
        word="program"
      >
        <LiveSentence unfinished={live === null} testId="rule-sentence">
          {live === null ? t('unfinished') : sentence(live)}
        </LiveSentence>
        <Field name="name" label={t('name')}>
          <Input maxLength={60} autoComplete="off" />
        </Field>
        <Field name={['spec', 'trigger']} label={t('trigger')}>
          <Select options={Trigger.options.map((value) => ({ value, label: t(`triggers.${triggerKey(value)}`) }))} />
        </Field>
        {trigger === 'custom' && <EventField events={wording.events} />}
        <Field name={['spec', 'when']} label={t('when')} optional>
          <ConditionBuilder wording={wording} stores={stores} subject="event" trigger={trigger} />
        </Field>
        {kindsOf(trigger, gives).length > 1 && (
          <Field name={['spec', 'reward', 'kind']} label={t('kind')}>
            <KindChoice kind={kind} kinds={kindsOf(trigger, gives)} />
          </Field>
        )}
        <div className={styles.pair}>
          {kind === 'rate' && (
            <Field name={['spec', 'reward', 'per']} label={t('per')}>
              <MoneyInput />
            </Field>
          )}
          {kind === 'multiplier' && (
            <Field name={['spec', 'reward', 'factorBps']} label={t('factor')} extra={t('factorWhy')}>
              <FactorInput suffix={t('times')} />
            </Field>
          )}
          {hasUnits(kind) && (
            <Field name={['spec', 'reward', gives]} label={t(gives)}>
              <CountInput suffix={unit} />
            </Field>
          )}
        </div>
        {kind === 'coupon' && (
          <Field name={['spec', 'reward', 'coupons']} label={t('coupons')}>
            <CouponGifts most={5} />
          </Field>
        )}
        {kind === 'rate' && (
          <Field name={['spec', 'reward', 'mode']} label={t('mode')} extra={t('modeWhy')}>
            <Radio.Group
              options={[
                { value: 'exact', label: t('exact') },
                { value: 'full_step', label: t('fullStep') },
              ]}
            />
          </Field>
        )}
        <Collapse
          className={styles.folded}
          activeKey={open}
          onChange={(keys) => setOpen(sections.filter((key) => keys.includes(key)))}
          items={sections
            .filter((key) => parts[key].shown)
            .map((key) => ({ key, label: parts[key].label, children: parts[key].children, forceRender: true }))}
        />
        <Field name="enabled" label={t('enabled')} valuePropName="checked" extra={t('enabledWhy')}>
          <Switch />
        </Field>
      </ZodForm>
      {below?.(live)}
    </div>
  )
}

type TriggerKey<T extends Trigger = Trigger> = T extends `${infer A}.${infer B}` ? `${A}_${B}` : T
const triggerKey = (trigger: Trigger) => trigger.replace('.', '_') as TriggerKey

/** The way to give that counts, of those that the trigger knows. */
function KindChoice({ kind, kinds, onChange, ...rest }: { kind: Kind; kinds: Kind[]; id?: string; onChange?: (kind: Kind) => void }) {
  const t = useTranslations('program.rule')
  return (
    <Radio.Group
      id={rest.id}
      value={kind}
      onChange={(event) => onChange?.(event.target.value as Kind)}
      options={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
    />
  )
}

/** Which of the merchant's own events; without any, the way to where they are made. */
function EventField({ events }: { events: Wording['events'] }) {
  const t = useTranslations('program.rule')
  const path = useConsolePath()
  const none = events.length === 0
  return (
    <Field name={['spec', 'event']} label={t('event')} extra={none && <Link href={path('/program/fields')}>{t('noEvents')}</Link>}>
      <Select disabled={none} placeholder={t('chooseEvent')} options={events.map(({ key, name }) => ({ value: key, label: name }))} />
    </Field>
  )
}
