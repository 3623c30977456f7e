'use client'

import { Form, Input, Radio, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { ConditionBuilder } from '../draft/condition-builder'
import { useCouponWording } from '../draft/use-coupon-wording'
import { useWording } from '../draft/use-wording'
import { Section } from '../kit/page'
import { Field } from '../kit/zod-form'
import type { HeldTemplate } from './coupon-draft'
import styles from './coupon-editor.module.css'

/** How members come by the coupon, and who may. */
export function OfferFields({ started }: { started: HeldTemplate }) {
  const t = useTranslations('coupon.editor.offer')
  const form = Form.useFormInstance()
  const { wording, stores } = useWording()
  const { wording: everyTier } = useCouponWording()
  const way: string = Form.useWatch(['offer', 'way'], { form, preserve: true }) ?? started.offer?.way ?? 'issue'
  return (
    <Section title={t('title')}>
      <Field name={['offer', 'way']} label={t('way')}>
        <Radio.Group
          className={styles.stack}
          options={(['issue', 'claim', 'code'] as const).map((value) => ({
            value,
            label: (
              <span className={styles.choice}>
                {t(`ways.${value}.name`)}
                <small>{t(`ways.${value}.why`)}</small>
              </span>
            ),
          }))}
        />
      </Field>
      {way !== 'issue' && (
        <>
          <div className={styles.pair}>
            <Field name={['offer', 'from']} label={t('from')} optional>
              <Input type="date" />
            </Field>
            <Field name={['offer', 'until']} label={t('until')} optional>
              <Input type="date" />
            </Field>
          </div>
          <Field name={['offer', 'tiers']} label={t('tiers')} extra={t('tiersWhy')} optional>
            <Select
              mode="multiple"
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('everyTier')}
              options={everyTier.tiers.map((tier) => ({ value: tier.id, label: tier.name }))}
            />
          </Field>
          <Field name={['offer', 'when']} label={t('when')} optional>
            <ConditionBuilder wording={wording} stores={stores} subject="member" none={t('whenNone')} />
          </Field>
        </>
      )}
    </Section>
  )
}
