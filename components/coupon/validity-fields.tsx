'use client'

import { Form, Input, Radio, Switch } from 'antd'
import { useTranslations } from 'next-intl'
import { CountInput } from '../kit/inputs'
import { Section } from '../kit/page'
import { Field } from '../kit/zod-form'
import type { HeldTemplate } from './coupon-draft'
import styles from './coupon-editor.module.css'

/** When the coupon can be used, and what becomes of one that comes back late. */
export function ValidityFields({ started }: { started: HeldTemplate }) {
  const t = useTranslations('coupon.editor.validity')
  const form = Form.useFormInstance()
  const kind: string = Form.useWatch(['terms', 'validity', 'kind'], { form, preserve: true }) ?? started.terms?.validity?.kind ?? 'relative'
  const comesBack: boolean = Form.useWatch('comesBack', { form, preserve: true }) ?? started.comesBack ?? false
  return (
    <Section title={t('title')}>
      <Field name={['terms', 'validity', 'kind']} label={t('kind')}>
        <Radio.Group options={(['relative', 'fixed'] as const).map((value) => ({ value, label: t(value) }))} />
      </Field>
      <div className={styles.pair}>
        {kind === 'fixed' ? (
          <>
            <Field name={['terms', 'validity', 'from']} label={t('from')}>
              <Input type="date" />
            </Field>
            <Field name={['terms', 'validity', 'until']} label={t('until')}>
              <Input type="date" />
            </Field>
          </>
        ) : (
          <>
            <Field name={['terms', 'validity', 'days']} label={t('days')} extra={t('daysWhy')}>
              <CountInput min={1} suffix={t('unit')} />
            </Field>
            <Field name={['terms', 'validity', 'afterDays']} label={t('after')} extra={t('afterWhy')}>
              <CountInput min={0} suffix={t('unit')} />
            </Field>
          </>
        )}
      </div>
      <Field name="comesBack" label={t('comesBack')} valuePropName="checked" extra={t('comesBackWhy')}>
        <Switch />
      </Field>
      {comesBack && (
        <Field name={['terms', 'extendDays']} label={t('extend')}>
          <CountInput min={1} suffix={t('unit')} />
        </Field>
      )}
    </Section>
  )
}
