'use client'

import { useQuery } from '@tanstack/react-query'
import { Form, Input, Radio, Select, Switch } from 'antd'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { RewardDraft, type RewardState } from '@/server/engine/reward/reward'
import { ConditionBuilder } from '../draft/condition-builder'
import { TierTable } from '../draft/tier-table'
import { useWording } from '../draft/use-wording'
import { Beside } from '../kit/beside'
import { useFigures, useSetting } from '../kit/figures'
import { CountInput, PointsInput } from '../kit/inputs'
import { Section } from '../kit/page'
import { ErrorState, FormSkeleton } from '../kit/states'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import { PictureField } from './picture-field'
import { type HeldReward, type RewardKindName, rewardDraftOf, rewardKinds } from './reward-draft'
import styles from './reward-form.module.css'
import { RewardPreview } from './reward-preview'

type Props = {
  initial: HeldReward & Record<string, unknown>
  state: RewardState
  /** How many were given, and so how low the stock may go. */
  given: number
  submit?: string
  onSubmit: (draft: RewardDraft) => Promise<unknown>
}

/** A reward: what it gives, how it looks, what it costs, how many, for whom and when; beside it as members see it. */
export function RewardForm({ initial, state, given, submit, onSubmit }: Props) {
  const t = useTranslations('reward.form')
  const trpc = useTRPC()
  const { count } = useFigures()
  const choices = useQuery(trpc.reward.choices.queryOptions())
  const [form] = Form.useForm()
  const [held, setHeld] = useState<HeldReward>(initial)
  const tiers = useMemo(() => {
    const several = new Set(choices.data?.tiers.map((tier) => tier.ladder)).size > 1
    return (choices.data?.tiers ?? []).map(({ id, name, ladder }) => ({ id, name: several ? `${ladder} · ${name}` : name }))
  }, [choices.data])
  const names = useMemo(() => new Map(tiers.map((tier) => [tier.id, tier.name])), [tiers])
  const ended = state === 'ended'
  if (choices.error) return <ErrorState error={choices.error} retry={() => void choices.refetch()} />
  if (!choices.data)
    return (
      <Section>
        <FormSkeleton fields={8} />
      </Section>
    )
  const stock = typeof held.stock === 'number' ? Math.max(0, held.stock - given) : null
  return (
    <Beside narrow="above" aside={<RewardPreview held={held} left={stock} tiers={names} />}>
      <ZodForm
        schema={RewardDraft}
        form={form}
        initial={initial}
        toDraft={rewardDraftOf}
        submit={submit}
        onSubmit={onSubmit}
        onValues={() => setHeld(form.getFieldsValue(true) as HeldReward)}
        disabled={ended}
        word="reward"
      >
        <Section title={t('what')} lead={state === 'draft' ? undefined : t('kindFixed')}>
          <GivesFields fixed={state !== 'draft'} kind={held.spec?.gives?.kind ?? 'goods'} templates={choices.data.templates} />
        </Section>
        <Section title={t('look')}>
          <Field name="name" label={t('name')}>
            <Input maxLength={40} autoComplete="off" />
          </Field>
          <Field name="picture" label={t('picture')} extra={t('pictureWhy')} optional>
            <PictureField />
          </Field>
          <Field name="intro" label={t('intro')} extra={t('introHint')} optional>
            <Input.TextArea rows={3} maxLength={500} />
          </Field>
        </Section>
        <Section title={t('price')}>
          <PriceFields tiers={tiers} started={initial} />
        </Section>
        <Section title={t('stockTitle')}>
          <Field name="stock" label={t('stock')} extra={given > 0 ? t('stockWhy', { given: count(given) }) : t('stockHint')} optional>
            <CountInput suffix={t('pieces')} />
          </Field>
          <div className={styles.pair}>
            <Field name={['spec', 'limits', 'perMember']} label={t('perMember')} extra={t('limitHint')} optional>
              <CountInput suffix={t('pieces')} />
            </Field>
            <Field name={['spec', 'limits', 'perMemberDay']} label={t('perMemberDay')} extra={t('limitHint')} optional>
              <CountInput suffix={t('pieces')} />
            </Field>
          </div>
        </Section>
        <Section title={t('whom')}>
          <AudienceFields tiers={tiers} conditioned={held.conditioned === true} />
        </Section>
      </ZodForm>
    </Beside>
  )
}

type GivesProps = { fixed: boolean; kind: RewardKindName; templates: readonly { id: string; name: string; state: string }[] }

function GivesFields({ fixed, kind, templates }: GivesProps) {
  const t = useTranslations('reward.form')
  const g = useTranslations('reward.gives')
  return (
    <>
      <Field name={['spec', 'gives', 'kind']} label={t('kind')}>
        <Radio.Group disabled={fixed} options={rewardKinds.map((value) => ({ value, label: g(value) }))} />
      </Field>
      {kind === 'coupon' && (
        <Field name={['spec', 'gives', 'template']} label={t('template')} extra={t('templateWhy')}>
          <Select
            disabled={fixed}
            showSearch={{ optionFilterProp: 'label' }}
            notFoundContent={t('templateNone')}
            options={templates.map(({ id, name, state }) => ({
              value: id,
              label: state === 'active' ? name : t('templateDraft', { name }),
            }))}
          />
        </Field>
      )}
      {kind === 'goods' && (
        <>
          <Field name={['spec', 'gives', 'by']} label={t('by')}>
            <Radio.Group
              disabled={fixed}
              options={[
                { value: 'send', label: t('bySend') },
                { value: 'collect', label: t('byCollect') },
              ]}
            />
          </Field>
          <Field name={['spec', 'gives', 'sku']} label={t('sku')} optional>
            <Input maxLength={64} autoComplete="off" disabled={fixed} />
          </Field>
        </>
      )}
    </>
  )
}

type Tiers = readonly { id: string; name: string }[]

function PriceFields({ tiers, started }: { tiers: Tiers; started: HeldReward }) {
  const t = useTranslations('reward.form')
  const { pointsName } = useSetting()
  const [own, setOwn] = useState((started.spec?.byTier ?? []).length > 0)
  const form = Form.useFormInstance()
  return (
    <>
      <Field name={['spec', 'points']} label={t('points', { name: pointsName })}>
        <PointsInput />
      </Field>
      {tiers.length > 0 && (
        <Form.Item label={t('ownPrices')} extra={t('ownPricesWhy')}>
          <Switch
            aria-label={t('ownPrices')}
            checked={own}
            onChange={(on) => {
              setOwn(on)
              if (!on) form.setFieldValue(['spec', 'byTier'], [])
            }}
          />
        </Form.Item>
      )}
      {own && (
        <Field name={['spec', 'byTier']} label={t('tierPoints')}>
          <TierTable tiers={tiers} unit={pointsName} />
        </Field>
      )}
    </>
  )
}

function AudienceFields({ tiers, conditioned }: { tiers: Tiers; conditioned: boolean }) {
  const t = useTranslations('reward.form')
  const { wording, stores } = useWording()
  return (
    <>
      <Field name={['spec', 'tiers']} label={t('tiers')} optional>
        <Select
          mode="multiple"
          allowClear
          placeholder={t('tiersAll')}
          showSearch={{ optionFilterProp: 'label' }}
          options={tiers.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      <Field name="conditioned" label={t('conditionOn')} valuePropName="checked">
        <Switch />
      </Field>
      {conditioned && (
        <Field name={['spec', 'when']} label={t('when')}>
          <ConditionBuilder wording={wording} stores={stores} subject="member" none={t('whenNone')} />
        </Field>
      )}
      <div className={styles.pair}>
        <Field name={['spec', 'from']} label={t('from')} extra={t('datesWhy')} optional>
          <input type="date" className={styles.date} />
        </Field>
        <Field name={['spec', 'until']} label={t('until')} optional>
          <input type="date" className={styles.date} />
        </Field>
      </div>
    </>
  )
}
