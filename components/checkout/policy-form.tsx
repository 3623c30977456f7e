'use client'

import { Form, type FormInstance, Radio, Switch } from 'antd'
import { useTranslations } from 'next-intl'
import { CascadeOrder, type CheckoutPolicy } from '@/server/engine/checkout/policy'
import { pointsAsCashSentence } from '@/server/engine/sentence/checkout'
import { useWording } from '../draft/use-wording'
import { useSetting } from '../kit/figures'
import { CountInput, MoneyInput, PercentInput, PointsInput } from '../kit/inputs'
import { LiveSentence } from '../kit/live-sentence'
import { parseDraft } from '../kit/parse-draft'
import { Field, ZodForm } from '../kit/zod-form'
import styles from './checkout.module.css'
import { PlainPolicy, policyDraftOf } from './policy-draft'

type Props = {
  initial: Record<string, unknown>
  live: CheckoutPolicy
  mayWrite: boolean
  onChanged: (live: PlainPolicy | null) => void
  onSubmit: (policy: PlainPolicy) => Promise<unknown>
}

/** In which order a price comes down, what is paid at least, how many coupons an order takes, and points as cash. */
export function PolicyForm({ initial, live, mayWrite, onChanged, onSubmit }: Props) {
  const t = useTranslations('checkout.policy')
  const { pointsName } = useSetting()
  const [form] = Form.useForm()
  const heard = () => {
    const parsed = parseDraft(PlainPolicy, policyDraftOf(form.getFieldsValue(true) as Record<string, unknown>))
    onChanged(parsed.success ? parsed.data : null)
  }
  return (
    <ZodForm
      schema={PlainPolicy}
      form={form}
      initial={initial}
      toDraft={policyDraftOf}
      onSubmit={onSubmit}
      onValues={heard}
      disabled={!mayWrite}
      word="checkout"
    >
      <Field name="order" label={t('order')} extra={t('orderWhy')}>
        <Radio.Group
          className={styles.stack}
          options={CascadeOrder.options.map((value) => ({ value, label: t(`orders.${value}`, { name: pointsName }) }))}
        />
      </Field>
      <div className={styles.pair}>
        <Field name="minimumPayable" label={t('minimum')} extra={t('minimumWhy', { name: pointsName })}>
          <MoneyInput min={0} />
        </Field>
        <Field name="maxCoupons" label={t('maxCoupons')}>
          <CountInput min={1} max={5} suffix={t('coupons')} />
        </Field>
      </div>
      <PointsAsCash form={form} live={live} />
      <Field name="boughtCoupons" label={t('bought', { name: pointsName })} extra={t('boughtWhy')}>
        <Radio.Group
          className={styles.stack}
          options={(['coupon', 'points'] as const).map((value) => ({ value, label: t(`boughtAs.${value}`, { name: pointsName }) }))}
        />
      </Field>
    </ZodForm>
  )
}

function PointsAsCash({ form, live }: { form: FormInstance; live: CheckoutPolicy }) {
  const t = useTranslations('checkout.policy')
  const { pointsName } = useSetting()
  const { wording } = useWording()
  const on: boolean = Form.useWatch('points', { form, preserve: true }) ?? live.pointsAsCash !== undefined
  return (
    <>
      <Field name="points" label={t('points', { name: pointsName })} valuePropName="checked">
        <Switch />
      </Field>
      {on && (
        <div className={styles.part}>
          {live.pointsAsCash && <LiveSentence testId="points-sentence">{pointsAsCashSentence(live.pointsAsCash, wording)}</LiveSentence>}
          <div className={styles.pair}>
            <Field name={['pointsAsCash', 'points']} label={t('rate', { name: pointsName })}>
              <PointsInput min={1} />
            </Field>
            <Field name={['pointsAsCash', 'worth']} label={t('worth')}>
              <MoneyInput min={0} />
            </Field>
            <Field name={['pointsAsCash', 'least']} label={t('least')} optional>
              <PointsInput min={1} />
            </Field>
            <Field name={['pointsAsCash', 'step']} label={t('step')} optional>
              <PointsInput min={1} />
            </Field>
            <Field name={['pointsAsCash', 'maxShareBps']} label={t('share')} optional>
              <PercentInput min={0} max={100} />
            </Field>
            <Field name={['pointsAsCash', 'maxPoints']} label={t('most')} optional>
              <PointsInput min={1} />
            </Field>
          </div>
        </div>
      )}
    </>
  )
}
