'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Form, type FormInstance, Input, Radio, Select, Switch } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { PointsPolicy } from '@/server/engine/points/policy'
import { pointsPolicySentences } from '@/server/engine/sentence/policy'
import type { HeldExpiry } from '../draft/expiry-draft'
import { ExpiryFields } from '../draft/expiry-fields'
import { FactorInput } from '../draft/factor-input'
import { NoticeDays } from '../draft/notice-days'
import { useSurround } from '../draft/use-surround'
import { useSetting } from '../kit/figures'
import { CountInput, PointsInput } from '../kit/inputs'
import { Section } from '../kit/page'
import { parseDraft } from '../kit/parse-draft'
import { ErrorState, FormSkeleton } from '../kit/states'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import { type HeldPolicy, heldPolicy, policyDraftOf } from './policy-draft'
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
      {!held.error && !held.data && <FormSkeleton fields={5} />}
      {held.data && <Policy key={held.data.revision} policy={held.data.policy} revision={held.data.revision} mayWrite={mayWrite} />}
    </Section>
  )
}

const choices = <V extends string>(values: readonly V[], label: (value: V) => string) =>
  values.map((value) => ({ value, label: label(value) }))

function Policy({ policy, revision, mayWrite }: { policy: PointsPolicy; revision: number; mayWrite: boolean }) {
  const t = useTranslations('points.policy')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const surround = useSurround()
  const update = useMutation(trpc.points.updatePolicy.mutationOptions())
  const [form] = Form.useForm<HeldPolicy>()
  const [initial] = useState(() => heldPolicy(policy))
  const [live, setLive] = useState(policy)
  const waits: boolean = Form.useWatch('waits', { form, preserve: true }) ?? policy.pending !== undefined
  const redeems: boolean = Form.useWatch('redeems', { form, preserve: true }) ?? policy.autoRedeem !== undefined
  const heard = () => {
    const parsed = parseDraft(PointsPolicy, policyDraftOf(form.getFieldsValue(true) as Record<string, unknown>))
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
        initial={initial}
        toDraft={policyDraftOf}
        onSubmit={save}
        onValues={heard}
        disabled={!mayWrite}
        word="points"
      >
        <ExpiryFields form={form as FormInstance<{ expiry?: HeldExpiry }>} started={policy.expiry.kind} />
        <Field name="reminders" label={t('reminders')} extra={t('remindersWhy')} optional>
          <NoticeDays />
        </Field>
        <Field name="waits" label={t('waits')} valuePropName="checked" extra={t('waitsWhy')}>
          <Switch />
        </Field>
        {waits && (
          <div className={styles.pair}>
            <Field name={['pending', 'from']} label={t('from')}>
              <Select options={choices(['payment', 'completion'] as const, t)} />
            </Field>
            <Field name={['pending', 'days']} label={t('waitDays')}>
              <CountInput suffix={t('days')} />
            </Field>
          </div>
        )}
        <Field name="clawback" label={t('clawback')}>
          <Radio.Group
            className={styles.stack}
            options={[
              { value: 'allow_debt', label: t('allowDebt') },
              { value: 'within_balance', label: t('withinBalance') },
              { value: 'pending_only', label: t('pendingOnly') },
            ]}
          />
        </Field>
        <Field name="reviveDays" label={t('reviveDays')} extra={t('reviveWhy')} optional>
          <CountInput suffix={t('days')} placeholder="30" />
        </Field>
        <div className={styles.pair}>
          <Field name="bonusMode" label={t('bonusMode')}>
            <Select options={choices(['sum', 'max', 'product'] as const, (mode) => t(`bonusModes.${mode}`))} />
          </Field>
          <Field name="bonusCapBps" label={t('cap')} extra={t('capWhy')}>
            <FactorInput suffix={t('times')} />
          </Field>
        </div>
        <Field name="redeems" label={t('redeems')} valuePropName="checked">
          <Switch />
        </Field>
        {redeems && (
          <div className={styles.pair}>
            <Field name={['autoRedeem', 'at']} label={t('redeemAt')}>
              <PointsInput />
            </Field>
            <Field name={['autoRedeem', 'reward']} label={t('redeemReward')}>
              <Input maxLength={60} autoComplete="off" placeholder={t('redeemHint')} />
            </Field>
          </div>
        )}
        <Field name="leapBirthday" label={t('leapBirthday')}>
          <Radio.Group options={choices(['feb28', 'mar1'] as const, t)} />
        </Field>
      </ZodForm>
      <ul className={styles.sentences} data-testid="policy-sentences">
        {pointsPolicySentences(live, surround).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  )
}
