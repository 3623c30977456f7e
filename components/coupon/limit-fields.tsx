'use client'

import { Form, Switch } from 'antd'
import { useTranslations } from 'next-intl'
import type { CouponTerms } from '@/server/engine/coupon/template'
import { CountInput } from '../kit/inputs'
import { Section } from '../kit/page'
import { Field } from '../kit/zod-form'
import type { HeldTemplate } from './coupon-draft'
import styles from './coupon-editor.module.css'

/** How many there are, and how many one member, one date and one order may have. */
export function LimitFields({ started, frozen }: { started: HeldTemplate; frozen: CouponTerms | undefined }) {
  const t = useTranslations('coupon.editor.limits')
  const form = Form.useFormInstance()
  const limited: boolean = Form.useWatch('limited', { form, preserve: true }) ?? started.limited ?? false
  return (
    <Section title={t('title')} lead={t(frozen ? 'leadFrozen' : 'lead')}>
      <Field name="limited" label={t('limited')} valuePropName="checked" extra={limited ? undefined : t('noEnd')}>
        <Switch />
      </Field>
      {limited && (
        <Field name="stock" label={t('stock')} extra={t('stockWhy')}>
          <CountInput min={0} suffix={t('unit')} />
        </Field>
      )}
      <div className={styles.pair}>
        <Field name={['terms', 'limits', 'perMember']} label={t('perMember')} optional>
          <CountInput min={1} suffix={t('unit')} />
        </Field>
        <Field name={['terms', 'limits', 'perMemberDay']} label={t('perMemberDay')} optional>
          <CountInput min={1} suffix={t('unit')} />
        </Field>
        <Field name={['terms', 'limits', 'perDay']} label={t('perDay')} optional>
          <CountInput min={1} suffix={t('unit')} />
        </Field>
        <Field name={['terms', 'limits', 'perOrder']} label={t('perOrder')}>
          <CountInput min={1} max={5} suffix={t('unit')} />
        </Field>
      </div>
    </Section>
  )
}
