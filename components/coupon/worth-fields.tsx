'use client'

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Radio, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { GoodsInput } from '../draft/goods-input'
import { DiscountInput } from '../kit/discount-input'
import { CountInput, MoneyInput } from '../kit/inputs'
import { Section } from '../kit/page'
import { Field } from '../kit/zod-form'
import { type HeldTemplate, type HeldThreshold, type Worth, worths } from './coupon-draft'
import styles from './coupon-editor.module.css'

const MOST_THRESHOLDS = 3

type Held = HeldThreshold[]

/** What the coupon is worth, and from what amount on. */
export function WorthFields({ started }: { started: HeldTemplate }) {
  const t = useTranslations('coupon.editor.worth')
  const form = Form.useFormInstance()
  const worth: Worth = Form.useWatch('worth', { form, preserve: true }) ?? started.worth ?? 'reduction'
  return (
    <Section title={t('title')}>
      <Field name="worth" label={t('kind')}>
        <Radio.Group
          className={styles.stack}
          options={worths.map((value) => ({
            value,
            label: (
              <span className={styles.choice}>
                {t(`kinds.${value}.name`)}
                <small>{t(`kinds.${value}.why`)}</small>
              </span>
            ),
          }))}
        />
      </Field>
      <div className={styles.pair}>
        {(worth === 'plain' || worth === 'reduction') && (
          <Field name={['terms', 'value', 'off']} label={t('off')}>
            <MoneyInput min={0} />
          </Field>
        )}
        {worth === 'percent' && (
          <Field name={['terms', 'value', 'offBps']} label={t('percent')} extra={t('percentWhy')}>
            <DiscountInput />
          </Field>
        )}
        {(worth === 'percent' || worth === 'free_shipping') && (
          <Field name={['terms', 'value', 'cap']} label={t(worth === 'percent' ? 'cap' : 'shippingCap')} optional>
            <MoneyInput min={0} />
          </Field>
        )}
      </div>
      {worth === 'exchange' && <ExchangeFields />}
      {worth !== 'plain' && <ThresholdRows started={started} needed={worth === 'reduction'} />}
    </Section>
  )
}

function ExchangeFields() {
  const t = useTranslations('coupon.editor.worth')
  return (
    <>
      <Field name={['terms', 'value', 'service']} label={t('service')} extra={t('serviceWhy')} optional>
        <Input maxLength={60} autoComplete="off" />
      </Field>
      <Field name={['terms', 'value', 'skus']} label={t('skus')} extra={t('skusWhy')} optional>
        <GoodsInput />
      </Field>
      <Field name={['terms', 'value', 'categories']} label={t('categories')} optional>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ' ']} placeholder={t('type')} />
      </Field>
      <Field name={['terms', 'value', 'quantity']} label={t('quantity')}>
        <CountInput min={1} suffix={t('pieces')} />
      </Field>
    </>
  )
}

function ThresholdRows({ started, needed }: { started: HeldTemplate; needed: boolean }) {
  const t = useTranslations('coupon.editor.threshold')
  const form = Form.useFormInstance()
  const place = ['terms', 'thresholds']
  const held: Held = Form.useWatch(place, { form, preserve: true }) ?? started.terms?.thresholds ?? []
  const rows = held.length > 0 ? held : [{}]
  const become = (next: Held) => form.setFieldValue(place, next)
  return (
    <>
      {rows.map((row, i) => {
        const key = String(i)
        return (
          <div key={key} className={rows.length > 1 ? styles.row : undefined}>
            {rows.length > 1 && (
              <div className={styles.rowHead}>
                {t('number', { number: i + 1 })}
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('remove', { number: i + 1 })}
                  onClick={() => become(rows.filter((other) => other !== row))}
                />
              </div>
            )}
            <div className={styles.pair}>
              <Field name={['terms', 'thresholds', i, 'least']} label={t('least')} optional={!needed}>
                <MoneyInput min={0} />
              </Field>
              <Field name={['terms', 'thresholds', i, 'most']} label={t('most')} optional>
                <MoneyInput min={0} />
              </Field>
            </div>
            <Field name={['terms', 'thresholds', i, 'reads']} label={t('reads')} extra={t('readsWhy')}>
              <Select options={(['current', 'initial'] as const).map((value) => ({ value, label: t(value) }))} />
            </Field>
          </div>
        )
      })}
      {rows.length < MOST_THRESHOLDS && (
        <Button className={styles.more} icon={<PlusOutlined />} onClick={() => become([...rows, { reads: 'initial' }])}>
          {t('add')}
        </Button>
      )}
    </>
  )
}
