'use client'

import { Collapse, Form, Input, Select, Switch } from 'antd'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import type { CampaignKind } from '@/server/engine/campaign/campaign'
import { ConditionBuilder } from '../draft/condition-builder'
import { useCouponWording } from '../draft/use-coupon-wording'
import { useWording } from '../draft/use-wording'
import { CountInput } from '../kit/inputs'
import { Section } from '../kit/page'
import { Field } from '../kit/zod-form'
import type { HeldCampaign } from './campaign-draft'
import styles from './campaign-editor.module.css'
import { HoursInput } from './hours-input'
import { DaysField, daysInSight } from './when-fields'

const parts = ['time', 'who', 'told'] as const
type Part = (typeof parts)[number]

/** Which parts hold something, and must not stay folded. */
function filledParts(kind: CampaignKind, { terms, intro, notified }: HeldCampaign): Part[] {
  const some = (value: unknown) => (Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '')
  const filled: Record<Part, boolean> = {
    time: some(terms.schedule.hours) || (!daysInSight(kind) && terms.schedule.on.way !== 'every_day'),
    who: Object.values(terms.audience).some(some),
    told: some(intro) || notified === true,
  }
  return parts.filter((part) => filled[part])
}

const tags = { mode: 'tags' as const, open: false, suffixIcon: null, tokenSeparators: [',', '，', ' '] }

/** What few campaigns need, folded while it confines nothing. */
export function MoreFields({ started }: { started: HeldCampaign }) {
  const t = useTranslations('campaign.editor.more')
  const { kind } = started
  const [open, setOpen] = useState<Part[]>(() => filledParts(kind, started))
  const children: Record<Part, ReactNode> = { time: <TimeFields kind={kind} />, who: <WhoFields />, told: <ToldFields started={started} /> }
  return (
    <Section title={t('title')} lead={t('lead')}>
      <Collapse
        className={styles.more}
        activeKey={open}
        onChange={(keys) => setOpen(parts.filter((part) => keys.includes(part)))}
        items={parts.map((key) => ({ key, label: t(key), children: children[key], forceRender: true }))}
      />
    </Section>
  )
}

function TimeFields({ kind }: { kind: CampaignKind }) {
  const t = useTranslations('campaign.editor.more')
  return (
    <>
      {!daysInSight(kind) && <DaysField festival={false} />}
      <Field name={['terms', 'schedule', 'hours']} label={t('hours')} optional>
        <HoursInput />
      </Field>
    </>
  )
}

function WhoFields() {
  const t = useTranslations('campaign.editor.more')
  const { wording, stores } = useWording()
  const { wording: everyTier } = useCouponWording()
  const found = { showSearch: { optionFilterProp: 'label' } } as const
  const at = ['terms', 'audience'] as const
  return (
    <>
      <Field name={[...at, 'tiers']} label={t('tiers')} optional>
        <Select
          mode="multiple"
          {...found}
          placeholder={t('everyTier')}
          options={everyTier.tiers.map((tier) => ({ value: tier.id, label: tier.name }))}
        />
      </Field>
      <div className={styles.pair}>
        <Field name={[...at, 'stores']} label={t('stores')} optional>
          <Select
            mode="multiple"
            {...found}
            placeholder={t('everyStore')}
            options={stores.map((store) => ({ value: store.id, label: store.name }))}
          />
        </Field>
        <Field name={[...at, 'channels']} label={t('channels')} extra={t('channelsWhy')} optional>
          <Select {...tags} placeholder={t('everyChannel')} />
        </Field>
      </div>
      <Field name={[...at, 'when']} label={t('when')} optional>
        <ConditionBuilder wording={wording} stores={stores} subject="member" none={t('whenNone')} />
      </Field>
    </>
  )
}

function ToldFields({ started }: { started: HeldCampaign }) {
  const t = useTranslations('campaign.editor.more')
  const form = Form.useFormInstance()
  const notified: boolean = Form.useWatch('notified', { form, preserve: true }) ?? started.notified ?? false
  return (
    <>
      <Field name="intro" label={t('intro')} extra={t('introWhy')} optional>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={300} />
      </Field>
      <Field name="notified" label={t('notified')} valuePropName="checked" extra={t('notifiedWhy')}>
        <Switch />
      </Field>
      {notified && (
        <Field name="noticeDays" label={t('noticeDays')}>
          <CountInput min={1} max={30} suffix={t('days')} />
        </Field>
      )}
    </>
  )
}
