'use client'

import { Form, Input, Radio } from 'antd'
import { useTranslations } from 'next-intl'
import { Section } from '../kit/page'
import { Field } from '../kit/zod-form'
import type { HeldTemplate } from './coupon-draft'
import styles from './coupon-editor.module.css'

/** Whether the coupon goes together with others. */
export function TogetherFields({ started }: { started: HeldTemplate }) {
  const t = useTranslations('coupon.editor.together')
  const form = Form.useFormInstance()
  const stacks: string = Form.useWatch('stacks', { form, preserve: true }) ?? started.stacks ?? 'alone'
  return (
    <Section title={t('title')}>
      <Field name="stacks" label={t('how')}>
        <Radio.Group className={styles.stack} options={(['alone', 'group'] as const).map((value) => ({ value, label: t(value) }))} />
      </Field>
      {stacks === 'group' && (
        <Field name={['terms', 'group']} label={t('groupName')} extra={t('groupWhy')}>
          <Input maxLength={20} autoComplete="off" />
        </Field>
      )}
    </Section>
  )
}
