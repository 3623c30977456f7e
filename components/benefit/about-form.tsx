'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import type { DraftBenefit } from '@/server/benefit/draft-benefits'
import { BenefitSpec, CounterTerms, BenefitIcon as Icon } from '@/server/engine/benefit/benefit'
import { benefitName, counterText, kindName, termsText } from '@/server/engine/sentence/benefit'
import { useBenefitWording } from '../draft/use-benefit-wording'
import { CountInput } from '../kit/inputs'
import { parseDraft } from '../kit/parse-draft'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import { BenefitIcon } from './benefit-icon'
import styles from './grants.module.css'
import { MemberPreview } from './member-preview'

const About = z.strictObject({
  name: z.string().trim().min(1).max(20),
  icon: Icon,
  intro: BenefitSpec.shape.intro.default(''),
})
const OwnAbout = About.extend({ counter: CounterTerms })
// What the software verifies bears the name of its kind until it is given another.
const SystemAbout = About.extend({ name: About.shape.name.nullable().default(null) })
type Told = { name?: string | null; icon: Icon; intro: string; counter?: CounterTerms }

type Props = {
  /** The benefit to change; nothing for a new one of the merchant's own. */
  benefit: DraftBenefit | undefined
  touched: () => void
  leave: () => void
  onSaved: () => void
}

/** What a benefit is called, how it looks, and how often it can be had where staff check it off; beside it, what the member sees. */
export function AboutForm({ benefit, touched, leave, onSaved }: Props) {
  const t = useTranslations('benefit')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const { wording, stores } = useBenefitWording()
  const create = useMutation(trpc.benefit.create.mutationOptions())
  const update = useMutation(trpc.benefit.update.mutationOptions())
  const [form] = Form.useForm()
  const own = benefit === undefined || benefit.kind === 'counter'
  const schema = own ? OwnAbout : SystemAbout
  const [initial] = useState(() => ({
    name: benefit?.name ?? '',
    icon: benefit?.spec.icon ?? 'coffee',
    intro: benefit?.spec.intro ?? '',
    ...(own ? { counter: benefit?.spec.counter ?? { uses: 1, per: 'month' } } : {}),
  }))
  const [shown, setShown] = useState<Told>(initial as Told)
  const usual = benefit ? kindName(benefit.kind, wording) : t('unnamed')
  const says = (): string | null => {
    if (shown.counter) return counterText(shown.counter, wording)
    const [grant] = benefit?.spec.grants ?? []
    if (!benefit || !grant) return null
    const text = termsText({ ...benefit, name: shown.name ?? null }, grant.terms, wording)
    return text === benefitName({ ...benefit, name: shown.name ?? null }, wording) ? null : text
  }
  const save = async (draft: z.infer<typeof OwnAbout> | z.infer<typeof SystemAbout>) => {
    const { name, icon, intro } = draft
    const counter = 'counter' in draft ? draft.counter : undefined
    if (benefit) await update.mutateAsync({ benefitId: benefit.id, revision: benefit.revision, name, icon, intro, counter })
    else if (counter && name !== null) await create.mutateAsync({ name, icon, intro, counter })
    await queryClient.invalidateQueries(trpc.benefit.list.queryFilter())
    done(t('saved'))
    onSaved()
  }
  return (
    <ZodForm
      schema={schema}
      form={form}
      initial={initial}
      submit={t('save')}
      word="benefit"
      onCancel={leave}
      onSubmit={save}
      onValues={() => {
        touched()
        // While a part is still being filled in, the last whole one stays.
        const parsed = parseDraft(schema, form.getFieldsValue(true))
        if (parsed.success) setShown(parsed.data)
      }}
    >
      <MemberPreview icon={shown.icon} name={shown.name || usual} says={says()} intro={shown.intro} />
      <Field name="name" label={t('name')} extra={own ? undefined : t('nameWhy', { name: usual })} optional={!own}>
        <Input maxLength={20} autoComplete="off" placeholder={own ? undefined : usual} />
      </Field>
      <Field name="icon" label={t('icon')}>
        <Select
          options={Icon.options.map((value) => ({
            value,
            label: (
              <span className={styles.option}>
                <BenefitIcon icon={value} /> {t(`icons.${value}`)}
              </span>
            ),
          }))}
        />
      </Field>
      <Field name="intro" label={t('intro')} extra={t('introWhy')} optional>
        <Input.TextArea maxLength={300} showCount autoSize={{ minRows: 2, maxRows: 6 }} />
      </Field>
      {own && (
        <>
          <div className={styles.pair}>
            <Field name={['counter', 'uses']} label={t('uses')}>
              <CountInput min={1} max={1000} suffix={t('times')} />
            </Field>
            <Field name={['counter', 'per']} label={t('per')}>
              <Select options={CounterTerms.shape.per.options.map((value) => ({ value, label: t(`pers.${value}`) }))} />
            </Field>
          </div>
          <div className={styles.pair}>
            <Field name={['counter', 'from']} label={t('from')} optional>
              <Input type="date" />
            </Field>
            <Field name={['counter', 'until']} label={t('until')} extra={t('untilWhy')} optional>
              <Input type="date" />
            </Field>
          </div>
          <Field name={['counter', 'stores']} label={t('stores')} extra={t('storesWhy')} optional>
            <Select
              mode="multiple"
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              options={stores.map((store) => ({ value: store.id, label: store.name }))}
            />
          </Field>
        </>
      )}
    </ZodForm>
  )
}
