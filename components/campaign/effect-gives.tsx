'use client'

import { Input, Select } from 'antd'
import { useTranslations } from 'next-intl'
import type { CampaignKind, GivesKind } from '@/server/engine/campaign/campaign'
import { DiscountInput } from '../kit/discount-input'
import { CountInput, MoneyInput, PointsInput } from '../kit/inputs'
import { Field } from '../kit/zod-form'
import { BonusInput } from './bonus-input'
import { givesAt, type HeldEffect } from './campaign-draft'
import styles from './campaign-editor.module.css'
import { CouponChoice } from './coupon-choice'

type Props = {
  kind: CampaignKind
  place: number
  effect: HeldEffect
  /** Whether the way of giving was chosen elsewhere. */
  chosen?: boolean
  /** Another way of giving was chosen. */
  onKind: (gives: GivesKind) => void
}

/** What one effect gives, in the controls that it needs. */
export function EffectGives({ kind, place, effect, chosen, onKind }: Props) {
  const t = useTranslations('campaign.gives')
  const at = ['terms', 'effects', place, 'gives'] as const
  const gives = effect.gives.kind
  return (
    <>
      {!chosen && (
        <Field name={[...at, 'kind']} label={t('kind')}>
          <GivesSelect gives={givesAt(effect.at.kind)} onKind={onKind} />
        </Field>
      )}
      {(gives === 'points_bonus' || gives === 'growth_bonus') && (
        <Field name={[...at, 'bps']} label={t(gives === 'points_bonus' ? 'bonus' : 'growthBonus')} extra={t('bonusWhy')}>
          <BonusInput />
        </Field>
      )}
      {gives === 'points' && (
        <Field name={[...at, 'points']} label={t('points')}>
          <PointsInput min={1} />
        </Field>
      )}
      {gives === 'growth' && (
        <Field name={[...at, 'growth']} label={t('growth')}>
          <CountInput min={1} suffix={t('growthUnit')} />
        </Field>
      )}
      {gives === 'coupons' && (
        <Field name={[...at, 'coupons']} label={t('coupons')}>
          <CouponChoice suits={kind} />
        </Field>
      )}
      {gives === 'goods' && (
        <div className={styles.pair}>
          <Field name={[...at, 'name']} label={t('goods')}>
            <Input maxLength={60} autoComplete="off" />
          </Field>
          <Field name={[...at, 'count']} label={t('goodsCount')}>
            <CountInput min={1} max={100} suffix={t('pieces')} />
          </Field>
        </div>
      )}
      {gives === 'chances' && (
        <Field name={[...at, 'count']} label={t('chances')}>
          <CountInput min={1} max={100} suffix={t('times')} />
        </Field>
      )}
      {(gives === 'discount' || gives === 'member_price') && (
        <Field name={[...at, 'offBps']} label={t(gives)} extra={t('priceWhy')}>
          <DiscountInput />
        </Field>
      )}
      {gives === 'free_shipping' && (
        <Field name={[...at, 'least']} label={t('shippingLeast')} extra={t('shippingWhy')}>
          <MoneyInput min={0} />
        </Field>
      )}
    </>
  )
}

type SelectProps = { gives: GivesKind[]; onKind: (kind: GivesKind) => void; id?: string; value?: GivesKind; onBlur?: () => void }

/** The choice itself rewrites the whole effect, so that nothing stays that the new way does not know. */
function GivesSelect({ gives, onKind, id, value, onBlur }: SelectProps) {
  const t = useTranslations('campaign.gives.kinds')
  return (
    <Select
      id={id}
      className={styles.choice}
      value={value}
      onBlur={onBlur}
      onChange={(next: GivesKind) => onKind(next)}
      options={gives.map((one) => ({ value: one, label: t(one) }))}
    />
  )
}
