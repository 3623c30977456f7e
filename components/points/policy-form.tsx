'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Form, InputNumber, Radio, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { PointsPolicy } from '@/server/engine/points/policy'
import { pointsPolicySentences } from '@/server/engine/sentence/policy'
import { useSurround } from '../draft/use-surround'
import { useSetting } from '../kit/figures'
import { CountInput } from '../kit/inputs'
import { Section } from '../kit/page'
import { parseDraft } from '../kit/parse-draft'
import { ErrorState, FormSkeleton } from '../kit/states'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import styles from './policy-form.module.css'

/** How long points live, what a refund may take back, and how far bonuses reach. */
export function PolicyForm({ mayWrite }: { mayWrite: boolean }) {
  const t = useTranslations('points.policy')
  const { pointsName } = useSetting()
  const trpc = useTRPC()
  const held = useQuery(trpc.points.policy.queryOptions())
  return (
    <Section title={t('title', { name: pointsName })} lead={t('lead')}>
      {held.error && <ErrorState error={held.error} retry={() => void held.refetch()} />}
      {!held.error && !held.data && <FormSkeleton fields={3} />}
      {held.data && <Policy key={held.data.revision} policy={held.data.policy} revision={held.data.revision} mayWrite={mayWrite} />}
    </Section>
  )
}

type Held = { expiry: { kind: 'never' | 'rolling'; unit?: string; count?: number } }

/** The controls hold the unit and count also while points never expire, so that switching back keeps them. */
const toDraft = (values: Record<string, unknown>) => {
  const { expiry } = values as Held
  return { ...values, expiry: expiry.kind === 'never' ? { kind: 'never' } : expiry }
}

function Policy({ policy, revision, mayWrite }: { policy: PointsPolicy; revision: number; mayWrite: boolean }) {
  const t = useTranslations('points.policy')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const surround = useSurround()
  const update = useMutation(trpc.points.updatePolicy.mutationOptions())
  const [form] = Form.useForm()
  const [live, setLive] = useState(policy)
  const kind = Form.useWatch(['expiry', 'kind'], form) ?? policy.expiry.kind
  const heard = () => {
    const parsed = parseDraft(PointsPolicy, toDraft(form.getFieldsValue(true) as Record<string, unknown>))
    if (parsed.success) setLive(parsed.data)
  }
  const save = async (draft: PointsPolicy) => {
    await update.mutateAsync({ revision, policy: draft })
    await queryClient.invalidateQueries(trpc.points.policy.queryFilter())
    done(t('saved'))
  }
  return (
    <div className={styles.layout}>
      <ZodForm
        schema={PointsPolicy}
        form={form}
        initial={{ ...policy, expiry: { unit: 'months', count: 12, ...policy.expiry } }}
        toDraft={toDraft}
        onSubmit={save}
        onValues={heard}
        disabled={!mayWrite}
        word="points"
      >
        <Field name={['expiry', 'kind']} label={t('expiry')}>
          <Radio.Group
            options={[
              { value: 'never', label: t('never') },
              { value: 'rolling', label: t('rolling') },
            ]}
          />
        </Field>
        {kind === 'rolling' && (
          <div className={styles.pair}>
            <Field name={['expiry', 'count']} label={t('count')}>
              <CountInput />
            </Field>
            <Field name={['expiry', 'unit']} label={t('unit')}>
              <Select
                options={[
                  { value: 'months', label: t('months') },
                  { value: 'days', label: t('days') },
                ]}
              />
            </Field>
          </div>
        )}
        <Field name="clawback" label={t('clawback')}>
          <Radio.Group
            className={styles.stack}
            options={[
              { value: 'allow_debt', label: t('allowDebt') },
              { value: 'within_balance', label: t('withinBalance') },
            ]}
          />
        </Field>
        <Field name="bonusCapBps" label={t('cap')} extra={t('capWhy')}>
          <Factor suffix={t('times')} />
        </Field>
      </ZodForm>
      <ul className={styles.sentences}>
        {pointsPolicySentences(live, surround).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  )
}

/** A factor such as 3 times, held in basis points. */
const Factor = ({ value, onChange, ...rest }: { id?: string; value?: number; onChange?: (v: number | null) => void; suffix: string }) => (
  <InputNumber<number>
    {...rest}
    className={styles.factor}
    precision={2}
    value={typeof value === 'number' ? value / 10_000 : null}
    onChange={(v) => onChange?.(typeof v === 'number' ? Math.round(v * 10_000) : null)}
  />
)
