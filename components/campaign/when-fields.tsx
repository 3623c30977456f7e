'use client'

import { Form, Input } from 'antd'
import { useTranslations } from 'next-intl'
import type { CampaignKind } from '@/server/engine/campaign/campaign'
import { Section } from '../kit/page'
import { Field } from '../kit/zod-form'
import styles from './campaign-editor.module.css'
import { AroundFestival, DaysInput } from './days-input'
import type { HeldDays } from './held-days'

/** Kinds that are about certain days; with the others days are something few need. */
const aboutDays: readonly CampaignKind[] = ['member_day', 'festival']
export const daysInSight = (kind: CampaignKind): boolean => aboutDays.includes(kind)

/** When it is held: certain days where the kind is about them, and from when until when. */
export function WhenFields({ kind }: { kind: CampaignKind }) {
  const t = useTranslations('campaign.editor.when')
  return (
    <Section title={t('title')}>
      {daysInSight(kind) && <DaysField festival={kind === 'festival'} />}
      <div className={styles.pair}>
        <Field name={['terms', 'schedule', 'from']} label={t('from')}>
          <Input type="date" />
        </Field>
        <Field name={['terms', 'schedule', 'until']} label={t('until')} extra={t('untilWhy')} optional>
          <Input type="date" />
        </Field>
      </div>
    </Section>
  )
}

/** On which days; for a festival only which one, until somebody wants it otherwise. */
export function DaysField({ festival }: { festival: boolean }) {
  const t = useTranslations('campaign.editor.when')
  const form = Form.useFormInstance()
  const days: HeldDays | undefined = Form.useWatch(['terms', 'schedule', 'on'], { form, preserve: true })
  const only = festival && (days?.way ?? 'festival') === 'festival'
  return (
    <Field name={['terms', 'schedule', 'on']} label={t(only ? 'festival' : 'days')}>
      {only ? <FestivalInput /> : <DaysInput />}
    </Field>
  )
}

function FestivalInput({ id, value, onChange }: { id?: string; value?: HeldDays; onChange?: (value: HeldDays) => void }) {
  if (!value) return null
  return (
    <div id={id} tabIndex={-1} className={styles.stack}>
      <AroundFestival value={value} onChange={(change) => onChange?.({ ...value, ...change })} />
    </div>
  )
}
