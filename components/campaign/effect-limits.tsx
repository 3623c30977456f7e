'use client'

import { Input, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { isPrice } from '@/server/engine/campaign/campaign'
import { GoodsInput } from '../draft/goods-input'
import { useSetting } from '../kit/figures'
import { CountInput, MoneyInput } from '../kit/inputs'
import { Field } from '../kit/zod-form'
import type { HeldEffect } from './campaign-draft'
import styles from './campaign-editor.module.css'

type Props = {
  place: number
  effect: HeldEffect
  /** Limits that stand in sight elsewhere. */
  except?: readonly (keyof NonNullable<HeldEffect['limits']>)[]
}

const limits = ['perMember', 'perMemberDay', 'perDay', 'total'] as const

/** In which unit the limits of an effect count. */
export function useLimitUnit({ gives }: Pick<HeldEffect, 'gives'>): string {
  const t = useTranslations('campaign.limits')
  const { pointsName } = useSetting()
  if (gives.kind === 'points' || gives.kind === 'points_bonus') return pointsName
  return t(gives.kind === 'growth' || gives.kind === 'growth_bonus' ? 'growth' : 'times')
}

/** The most of one effect; nothing filled in is no limit. A price is no gift, and has none. */
export function LimitFields({ place, effect, except = [] }: Props) {
  const t = useTranslations('campaign.limits')
  const unit = useLimitUnit(effect)
  if (isPrice(effect.gives)) return <p className={styles.quiet}>{t('price')}</p>
  return (
    <>
      <div className={styles.pair}>
        {limits
          .filter((limit) => !except.includes(limit))
          .map((limit) => (
            <Field key={limit} name={['terms', 'effects', place, 'limits', limit]} label={t(limit)} optional>
              <CountInput min={1} suffix={unit} />
            </Field>
          ))}
      </div>
      <p className={styles.limitsWhy}>{t('why')}</p>
    </>
  )
}

const tags = { mode: 'tags' as const, open: false, suffixIcon: null, tokenSeparators: [',', '，', ' '] }
const confined = ['points_bonus', 'growth_bonus', 'discount', 'member_price']

/** Which goods an effect of an order is confined to, and what a gift costs. */
export function ScopeFields({ place, effect }: Props) {
  const t = useTranslations('campaign.scope')
  const at = ['terms', 'effects', place, 'gives'] as const
  if (effect.gives.kind === 'goods')
    return (
      <div className={styles.pair}>
        <Field name={[...at, 'sku']} label={t('sku')} optional>
          <Input maxLength={64} autoComplete="off" />
        </Field>
        <Field name={[...at, 'cost']} label={t('cost')} extra={t('costWhy')} optional>
          <MoneyInput min={0} />
        </Field>
      </div>
    )
  if (!confined.includes(effect.gives.kind)) return null
  return (
    <>
      <div className={styles.pair}>
        <Field name={[...at, 'scope', 'categories']} label={t('categories')} extra={t('all')} optional>
          <Select {...tags} placeholder={t('type')} />
        </Field>
        <Field name={[...at, 'scope', 'exceptCategories']} label={t('exceptCategories')} optional>
          <Select {...tags} placeholder={t('type')} />
        </Field>
      </div>
      <Field name={[...at, 'scope', 'skus']} label={t('skus')} optional>
        <GoodsInput />
      </Field>
      <Field name={[...at, 'scope', 'exceptSkus']} label={t('exceptSkus')} optional>
        <GoodsInput />
      </Field>
    </>
  )
}
