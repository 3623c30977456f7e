'use client'

import { Collapse, Form, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { ConditionBuilder } from '../draft/condition-builder'
import { GoodsInput } from '../draft/goods-input'
import { useCouponWording } from '../draft/use-coupon-wording'
import { useWording } from '../draft/use-wording'
import { Section } from '../kit/page'
import { Field } from '../kit/zod-form'
import type { HeldTemplate } from './coupon-draft'
import styles from './coupon-editor.module.css'

const parts = ['goods', 'places', 'members'] as const
type Part = (typeof parts)[number]

const some = (value: unknown) => (Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null)

/** Which parts confine the coupon to something. */
function filledParts({ terms }: HeldTemplate): Part[] {
  const scope = terms?.scope ?? {}
  const filled: Record<Part, boolean> = {
    goods: some(scope.categories) || some(scope.skus) || some(scope.exceptCategories) || some(scope.exceptSkus),
    places: some(scope.stores) || some(scope.channels),
    members: some(scope.tiers) || some(terms?.when),
  }
  return parts.filter((part) => filled[part])
}

const tags = { mode: 'tags' as const, open: false, suffixIcon: null, tokenSeparators: [',', '，', ' '] }

/** Where and for whom the coupon counts. Everything is folded that confines it to nothing. */
export function WhereFields() {
  const t = useTranslations('coupon.editor.where')
  const form = Form.useFormInstance()
  const { wording, stores } = useWording()
  const { wording: everyTier } = useCouponWording()
  const [open, setOpen] = useState<Part[]>(() => filledParts(form.getFieldsValue(true) as HeldTemplate))
  const found = { showSearch: { optionFilterProp: 'label' } } as const
  const children: Record<Part, ReactNode> = {
    goods: (
      <>
        <Field name={['terms', 'scope', 'categories']} label={t('categories')} extra={t('goodsWhy')} optional>
          <Select {...tags} placeholder={t('type')} />
        </Field>
        <Field name={['terms', 'scope', 'skus']} label={t('skus')} optional>
          <GoodsInput />
        </Field>
        <Field name={['terms', 'scope', 'exceptCategories']} label={t('exceptCategories')} optional>
          <Select {...tags} placeholder={t('type')} />
        </Field>
        <Field name={['terms', 'scope', 'exceptSkus']} label={t('exceptSkus')} optional>
          <GoodsInput />
        </Field>
      </>
    ),
    places: (
      <>
        <Field name={['terms', 'scope', 'stores']} label={t('stores')} optional>
          <Select
            mode="multiple"
            {...found}
            placeholder={t('everyStore')}
            options={stores.map((store) => ({ value: store.id, label: store.name }))}
          />
        </Field>
        <Field name={['terms', 'scope', 'channels']} label={t('channels')} extra={t('channelsWhy')} optional>
          <Select {...tags} placeholder={t('type')} />
        </Field>
      </>
    ),
    members: (
      <>
        <Field name={['terms', 'scope', 'tiers']} label={t('tiers')} optional>
          <Select
            mode="multiple"
            {...found}
            placeholder={t('everyTier')}
            options={everyTier.tiers.map((tier) => ({ value: tier.id, label: tier.name }))}
          />
        </Field>
        <Field name={['terms', 'when']} label={t('when')} optional>
          <ConditionBuilder wording={wording} stores={stores} subject="member" none={t('whenNone')} />
        </Field>
      </>
    ),
  }
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
