'use client'

import { Button, Form } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { DraftBenefit } from '@/server/benefit/draft-benefits'
import { type BenefitGrant, type GrantTerms, termsOfKind } from '@/server/engine/benefit/benefit'
import { benefitName, grantSentence } from '@/server/engine/sentence/benefit'
import { ConditionBuilder } from '../draft/condition-builder'
import { CouponGifts } from '../draft/coupon-gifts'
import { EditDrawer } from '../draft/edit-drawer'
import { useBenefitWording } from '../draft/use-benefit-wording'
import { DiscountInput } from '../kit/discount-input'
import { CountInput, MoneyInput, PointsInput } from '../kit/inputs'
import { LiveSentence } from '../kit/live-sentence'
import { parseDraft } from '../kit/parse-draft'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { type FilledGrant, grantDraftOf, grantForm, withGrant, withoutGrant } from './grant-draft'
import styles from './grants.module.css'
import { ScopeFields } from './scope-fields'
import { useSetGrants } from './use-set-grants'

/** Which grant is open: at a place of the benefit's grants, or a new one for a tier or by condition. */
export type OpenGrant = { benefit: DraftBenefit; place?: number; to: BenefitGrant['to'] | 'condition' }

/** Who has a benefit and what they get of it, with the sentence that it makes. */
export function GrantDrawer({ grant, onClose }: { grant: OpenGrant | undefined; onClose: () => void }) {
  const t = useTranslations('benefit')
  const { wording } = useBenefitWording()
  const byTier = grant && grant.to !== 'condition' && 'tier' in grant.to ? wording.tierOf(grant.to.tier) : undefined
  const name = grant ? benefitName(grant.benefit, wording) : ''
  return (
    <EditDrawer title={byTier ? t('grantOf', { tier: byTier, name }) : t('grantBy', { name })} open={grant !== undefined} onClose={onClose}>
      {({ touched, leave }) => grant && <GrantForm grant={grant} touched={touched} leave={leave} onClose={onClose} />}
    </EditDrawer>
  )
}

type FormProps = { grant: OpenGrant; touched: () => void; leave: () => void; onClose: () => void }

function GrantForm({ grant: { benefit, place, to }, touched, leave, onClose }: FormProps) {
  const t = useTranslations('benefit')
  const { refused } = useRefusal()
  const { wording, stores } = useBenefitWording()
  const { set, pending } = useSetGrants()
  const [form] = Form.useForm()
  const byCondition = to === 'condition' || 'when' in to
  const [schema] = useState(() => grantForm(benefit.kind, byCondition))
  const [initial] = useState(() => ({
    when: to !== 'condition' && 'when' in to ? to.when : undefined,
    terms: place === undefined ? firstTerms(benefit) : (benefit.spec.grants[place]?.terms ?? {}),
  }))
  const grantOf = ({ when, terms }: FilledGrant): BenefitGrant =>
    when === undefined ? { to: to as { tier: string }, terms } : { to: { when }, terms }
  const told = (values: Record<string, unknown>): string | null => {
    const parsed = parseDraft(schema, grantDraftOf(values))
    return parsed.success ? grantSentence(benefit, grantOf(parsed.data), wording) : null
  }
  const [live, setLive] = useState(() => told(initial))
  const { needs, oneOf, may } = termsOfKind[benefit.kind]
  const takes = new Set<keyof GrantTerms>([...needs, ...oneOf, ...may])
  const remove = async () => {
    try {
      await set(benefit, withoutGrant(benefit, place ?? -1), 'takenDone')
      onClose()
    } catch (error) {
      refused(error)
    }
  }
  return (
    <ZodForm
      schema={schema}
      form={form}
      initial={initial}
      toDraft={grantDraftOf}
      submit={t('save')}
      word="benefit"
      onCancel={leave}
      onSubmit={async (draft) => {
        await set(benefit, withGrant(benefit, place, grantOf(draft)), 'givenDone')
        onClose()
      }}
      onValues={() => {
        touched()
        const sentence = told(form.getFieldsValue(true) as Record<string, unknown>)
        if (sentence) setLive(sentence)
      }}
    >
      {live && <LiveSentence>{live}</LiveSentence>}
      {byCondition && (
        <Field name="when" label={t('who')}>
          <ConditionBuilder wording={wording} stores={stores} subject="member" none={t('whoNone')} />
        </Field>
      )}
      {takes.has('offBps') && (
        <Field name={['terms', 'offBps']} label={t('terms.offBps')} extra={t('terms.offBpsWhy')}>
          <DiscountInput />
        </Field>
      )}
      {takes.has('least') && (
        <Field name={['terms', 'least']} label={t('terms.least')} extra={t('terms.leastWhy')} optional>
          <MoneyInput min={0} />
        </Field>
      )}
      {takes.has('day') && (
        <Field name={['terms', 'day']} label={t('terms.day')} extra={t('terms.dayWhy')}>
          <CountInput min={1} max={31} suffix={t('terms.dayUnit')} />
        </Field>
      )}
      {takes.has('points') && (
        <Field name={['terms', 'points']} label={t('terms.points', { name: wording.pointsName })} optional>
          <PointsInput min={1} />
        </Field>
      )}
      {takes.has('coupons') && (
        <Field name={['terms', 'coupons']} label={t('terms.coupons')} optional={!needs.includes('coupons')}>
          <CouponGifts />
        </Field>
      )}
      {takes.has('uses') && (
        <Field
          name={['terms', 'uses']}
          label={t('terms.uses')}
          extra={t('terms.usesWhy', { count: benefit.spec.counter?.uses ?? 1 })}
          optional
        >
          <CountInput min={1} max={1000} suffix={t('times')} />
        </Field>
      )}
      {takes.has('scope') && <ScopeFields />}
      {place !== undefined && (
        <p className={styles.take}>
          <Button danger loading={pending} onClick={() => void remove()}>
            {t('take')}
          </Button>
        </p>
      )}
    </ZodForm>
  )
}

/** What a new grant begins with: what the benefit gave last, for tiers mostly differ in one figure. */
const firstTerms = ({ kind, spec }: DraftBenefit): Record<string, unknown> =>
  spec.grants.at(-1)?.terms ?? (kind === 'monthly_coupons' ? { day: 1, coupons: [{ count: 1 }] } : {})
