'use client'

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, type FormInstance, Input, Radio, Select, Switch } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FullReduction } from '@/server/engine/checkout/policy'
import { reductionSentence } from '@/server/engine/sentence/checkout'
import { EditDrawer } from '../draft/edit-drawer'
import { useWording } from '../draft/use-wording'
import { DiscountInput } from '../kit/discount-input'
import { useSetting } from '../kit/figures'
import { CountInput, MoneyInput, PointsInput } from '../kit/inputs'
import { LiveSentence } from '../kit/live-sentence'
import { parseDraft } from '../kit/parse-draft'
import { Field, ZodForm } from '../kit/zod-form'
import styles from './checkout.module.css'
import { blankReduction, blankRung, heldReduction, reductionDraftOf } from './reduction-draft'

type Props = {
  /** The one that is open, `new` for one that is being added. */
  reduction: FullReduction | 'new' | undefined
  onClose: () => void
  onSave: (reduction: FullReduction) => Promise<unknown>
}

/** One full reduction: its rungs, what it holds for, and the sentence that it makes. */
export function ReductionDrawer({ reduction, onClose, onSave }: Props) {
  const t = useTranslations('checkout.reduction')
  return (
    <EditDrawer title={t(reduction === 'new' ? 'add' : 'edit')} open={reduction !== undefined} onClose={onClose} size="wide">
      {(drawer) => reduction !== undefined && <ReductionForm reduction={reduction} onSave={onSave} {...drawer} />}
    </EditDrawer>
  )
}

type FormProps = { reduction: FullReduction | 'new'; onSave: Props['onSave']; touched: () => void; leave: () => void }

function ReductionForm({ reduction, onSave, touched, leave }: FormProps) {
  const t = useTranslations('checkout.reduction')
  const { wording } = useWording()
  const [form] = Form.useForm()
  const [initial] = useState(() => (reduction === 'new' ? blankReduction(crypto.randomUUID()) : heldReduction(reduction)))
  const told = (values: Record<string, unknown>): string | null => {
    const parsed = parseDraft(FullReduction, reductionDraftOf({ ...values, name: 'x' }))
    return parsed.success ? reductionSentence(parsed.data, wording) : null
  }
  const [live, setLive] = useState(() => told(initial))
  const heard = () => {
    touched()
    setLive(told(form.getFieldsValue(true) as Record<string, unknown>))
  }
  return (
    <ZodForm
      schema={FullReduction}
      form={form}
      initial={initial}
      toDraft={reductionDraftOf}
      submit={t('save')}
      word="checkout"
      onCancel={leave}
      onSubmit={onSave}
      onValues={heard}
    >
      <LiveSentence unfinished={live === null} testId="reduction-sentence">
        {live ?? t('unfinished')}
      </LiveSentence>
      <Field name="name" label={t('name')}>
        <Input maxLength={40} autoComplete="off" placeholder={t('nameHint')} />
      </Field>
      <div className={styles.pair}>
        <Field name="by" label={t('by')}>
          <Radio.Group options={(['amount', 'quantity'] as const).map((value) => ({ value, label: t(value) }))} />
        </Field>
        <Field name="reads" label={t('reads')} extra={t('readsWhy')}>
          <Radio.Group options={(['current', 'initial'] as const).map((value) => ({ value, label: t(value) }))} />
        </Field>
      </div>
      <Rungs form={form} onChanged={heard} />
      <ScopeFields />
      <div className={styles.pair}>
        <Field name="from" label={t('from')} optional>
          <Input type="date" />
        </Field>
        <Field name="until" label={t('until')} optional>
          <Input type="date" />
        </Field>
      </div>
    </ZodForm>
  )
}

/** The rungs, lowest first. The highest that is reached is the one that counts. */
function Rungs({ form, onChanged }: { form: FormInstance; onChanged: () => void }) {
  const t = useTranslations('checkout.reduction')
  const { pointsName } = useSetting()
  const by: string = Form.useWatch('by', { form, preserve: true }) ?? 'amount'
  const rungs: Rung[] = Form.useWatch('rungs', { form, preserve: true }) ?? []
  const set = (next: Rung[]) => {
    form.setFieldValue('rungs', next)
    onChanged()
  }
  return (
    <fieldset className={styles.rungs}>
      <legend className={styles.legend}>{t('rungs')}</legend>
      <p className={styles.why}>{t('rungsWhy')}</p>
      {rungs.map(({ key, way = 'off' }, place) => (
        <div key={key} className={styles.rung} data-testid="rung">
          <Field name={['rungs', place, 'least']} label={t(by === 'amount' ? 'least' : 'leastItems')}>
            {by === 'amount' ? <MoneyInput min={0} /> : <CountInput min={1} suffix={t('items')} />}
          </Field>
          <Field name={['rungs', place, 'way']} label={t('way')}>
            <Select options={(['off', 'offBps', 'none'] as const).map((value) => ({ value, label: t(`ways.${value}`) }))} />
          </Field>
          {way === 'offBps' && (
            <Field name={['rungs', place, 'offBps']} label={t('discount')}>
              <DiscountInput />
            </Field>
          )}
          {way === 'off' && (
            <Field name={['rungs', place, 'off']} label={t('off')}>
              <MoneyInput min={0} />
            </Field>
          )}
          <Field name={['rungs', place, 'points']} label={t('points', { name: pointsName })} optional>
            <PointsInput min={1} />
          </Field>
          <Field name={['rungs', place, 'freeShipping']} label={t('shipping')} valuePropName="checked">
            <Switch />
          </Field>
          {rungs.length > 1 && (
            <Button
              className={styles.remove}
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('removeRung', { place: place + 1 })}
              onClick={() => set(rungs.filter((_, i) => i !== place))}
            />
          )}
        </div>
      ))}
      {rungs.length < MOST_RUNGS && (
        <Button icon={<PlusOutlined />} onClick={() => set([...rungs, blankRung()])}>
          {t('addRung')}
        </Button>
      )}
    </fieldset>
  )
}

const MOST_RUNGS = 10

type Rung = { key: string; way?: string }

/** Which goods it holds for, and where; all when left empty. */
function ScopeFields() {
  const t = useTranslations('checkout.scope')
  const { wording, stores } = useWording()
  return (
    <>
      <p className={styles.why}>{t('why')}</p>
      <div className={styles.pair}>
        {(['categories', 'skus', 'exceptCategories', 'exceptSkus', 'channels'] as const).map((part) => (
          <Field key={part} name={['scope', part]} label={t(part)} optional>
            <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ' ']} placeholder={t('type')} />
          </Field>
        ))}
        <Field name={['scope', 'stores']} label={t('stores')} optional>
          <Select
            mode="multiple"
            optionFilterProp="label"
            options={stores.map(({ id, name }) => ({ value: id, label: name }))}
            placeholder={t('choose')}
          />
        </Field>
        <Field name={['scope', 'tiers']} label={t('tiers')} optional>
          <Select
            mode="multiple"
            optionFilterProp="label"
            options={wording.tiers.map(({ id, name }) => ({ value: id, label: name }))}
            placeholder={t('choose')}
          />
        </Field>
      </div>
    </>
  )
}
