'use client'

import { useMutation } from '@tanstack/react-query'
import { Form, type FormInstance, Input, Radio, Select, Switch } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type LadderSpec, type Tier, TierDraft } from '@/server/engine/ladder/ladder'
import { thresholdText, tierSentence } from '@/server/engine/sentence/ladder'
import { ConditionBuilder } from '../draft/condition-builder'
import { CouponGifts } from '../draft/coupon-gifts'
import { EditDrawer } from '../draft/edit-drawer'
import type { HeldExpiry } from '../draft/expiry-draft'
import { ExpiryFields } from '../draft/expiry-fields'
import { TierIcon } from '../draft/tier-icon'
import { useWording } from '../draft/use-wording'
import { PercentInput, PointsInput } from '../kit/inputs'
import { LiveSentence } from '../kit/live-sentence'
import { parseDraft } from '../kit/parse-draft'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import { FormPart } from './form-part'
import { MeasureInput } from './measure-fields'
import { type HeldTier, heldTier, tierDraftOf } from './tier-draft'
import styles from './tier-drawer.module.css'
import { useHeld } from './use-held'

export type DraftTier = Tier & { revision: number; members: number }

type Props = {
  ladderId: string
  spec: LadderSpec
  tiers: readonly DraftTier[]
  /** The tier to change, or nothing for a new one. */
  tier: DraftTier | undefined
  open: boolean
  onClose: () => void
  onSaved: () => Promise<unknown>
}

/** A rung: its name and look, what it asks for, what keeps it, and what it gives. */
export function TierDrawer({ open, onClose, tier, ...rest }: Props) {
  const t = useTranslations('ladder.tier')
  return (
    <EditDrawer title={tier ? t('edit', { name: tier.name }) : t('add')} open={open} onClose={onClose}>
      {({ touched, leave }) => <TierForm {...rest} tier={tier} touched={touched} leave={leave} onClose={onClose} />}
    </EditDrawer>
  )
}

type FormProps = Omit<Props, 'open'> & { touched: () => void; leave: () => void }

const hasThreshold = (tier: DraftTier): tier is DraftTier & { threshold: number } => tier.threshold !== null

/** The nearest tiers below and above that have a threshold. */
function neighboursOf(tiers: readonly DraftTier[], tier: DraftTier | undefined) {
  const place = tiers.findIndex((one) => one.id === tier?.id)
  if (place < 0) return [undefined, undefined]
  return [tiers.slice(0, place).findLast(hasThreshold), tiers.slice(place + 1).find(hasThreshold)]
}

function TierForm({ ladderId, spec, tiers, tier, onClose, onSaved, touched, leave }: FormProps) {
  const t = useTranslations('ladder.tier')
  const trpc = useTRPC()
  const { done } = useRefusal()
  const { wording, stores } = useWording()
  const create = useMutation(trpc.ladder.createTier.mutationOptions())
  const update = useMutation(trpc.ladder.updateTier.mutationOptions())
  const [form] = Form.useForm()
  const { pointsName } = wording
  const [below, above] = neighboursOf(tiers, tier)
  const top = tiers.findLast(hasThreshold)

  /** A changed rung stays between its neighbours, a new one differs from each; one given by hand only fits anywhere. */
  const Placed = TierDraft.refine(
    ({ threshold }) =>
      threshold === null ||
      (tier
        ? (!below || threshold > below.threshold) && (!above || threshold < above.threshold)
        : tiers.every((one) => one.threshold !== threshold)),
    { path: ['threshold'], message: 'tier.threshold_out_of_place' },
  )
  const text = (one: DraftTier) => ({ name: one.name, amount: thresholdText(spec.measure, one.threshold, wording) })
  const bounds = [below && t('aboveThat', text(below)), above && t('belowThat', text(above)), !tier && top && t('newHint', text(top))]

  const [initial] = useState(() => {
    if (!tier) return { ...heldTier({ ...fresh(tiers), threshold: null }), way: 'reach' }
    const { id: _id, revision: _revision, members: _members, ...held } = tier
    return heldTier(held)
  })
  const told = (values: Record<string, unknown>): string | null => {
    // Its name is no part of the sentence.
    const parsed = parseDraft(TierDraft, { ...(tierDraftOf(values) as object), name: '—' })
    return parsed.success ? tierSentence(spec, parsed.data, wording) : null
  }
  const [live, setLive] = useState<string | null>(() => told(initial))
  const way = useHeld<HeldTier['way']>(form, ['way'], initial.way as HeldTier['way'])
  const asks = useHeld(form, ['asks'], initial.asks === true)
  const keeps = useHeld(form, ['keeps'], tier?.keep !== undefined)
  const ownExpiry = useHeld(form, ['ownExpiry'], tier?.expiry !== undefined)
  const ends = spec.validity.kind !== 'none' && spec.validity.kind !== 'forever'

  const save = async (draft: TierDraft) => {
    if (tier) await update.mutateAsync({ ...draft, tierId: tier.id, revision: tier.revision })
    else await create.mutateAsync({ ...draft, ladderId })
    await onSaved()
    onClose()
    done(t('saved'))
  }
  const heard = () => {
    touched()
    // While a part is still being filled in, the last whole sentence stays.
    const sentence = told(form.getFieldsValue(true) as Record<string, unknown>)
    if (sentence) setLive(sentence)
  }
  const condition = (none: string) => <ConditionBuilder wording={wording} stores={stores} subject="member" none={none} />
  return (
    <ZodForm
      schema={Placed}
      form={form}
      initial={initial}
      toDraft={tierDraftOf}
      submit={t('save')}
      onSubmit={save}
      onCancel={leave}
      onValues={heard}
      word="ladder"
    >
      {live && <LiveSentence>{live}</LiveSentence>}
      <Field name="name" label={t('name')}>
        <Input maxLength={20} autoComplete="off" />
      </Field>
      <Field name="way" label={t('way')} extra={way === 'hand' ? t('handWhy') : way === 'condition' ? t('conditionWhy') : undefined}>
        <Radio.Group
          className={styles.stack}
          options={(['reach', 'condition', 'hand'] as const).map((value) => ({ value, label: t(`ways.${value}`) }))}
        />
      </Field>
      {way === 'reach' && (
        <>
          <Field name="threshold" label={t(`threshold.${spec.measure}`, { name: pointsName })} extra={bounds.filter(Boolean).join(' ')}>
            <MeasureInput measure={spec.measure} />
          </Field>
          <Field name="asks" label={t('asks')} valuePropName="checked">
            <Switch />
          </Field>
          {asks && (
            <Field name={['requires', 'mode']} label={t('mode')}>
              <Select options={(['all', 'any'] as const).map((value) => ({ value, label: t(`modes.${value}`) }))} />
            </Field>
          )}
        </>
      )}
      {(way === 'condition' || (way === 'reach' && asks)) && (
        <Field name={['requires', 'when']} label={t('when')}>
          {condition(t('whenNone'))}
        </Field>
      )}
      {way !== 'hand' && (
        <>
          {ends && (
            <Field name="keeps" label={t('keeps')} extra={t('keepsWhy')} valuePropName="checked">
              <Switch />
            </Field>
          )}
          {ends && keeps && (
            <>
              <Field name={['keep', 'minimum']} label={t('keepMinimum')}>
                <MeasureInput measure={(spec.retention ?? spec).measure} />
              </Field>
              <Field name={['keep', 'when']} label={t('keepWhen')} optional>
                {condition(t('keepWhenNone'))}
              </Field>
            </>
          )}
        </>
      )}
      <FormPart title={t('gives')}>
        <Field name="bonusBps" label={t('bonus', { name: pointsName })} extra={t('bonusWhy', { name: pointsName })}>
          <PercentInput />
        </Field>
        <Field name="growthBonusBps" label={t('growthBonus')} optional>
          <PercentInput />
        </Field>
        <Field name="entryPoints" label={t('entryPoints', { name: pointsName })} extra={t('entryWhy')} optional>
          <PointsInput />
        </Field>
        <Field name="entryCoupons" label={t('entryCoupons')} extra={t('entryCouponsWhy')} optional>
          <CouponGifts />
        </Field>
        <Field name="ownExpiry" label={t('ownExpiry', { name: pointsName })} valuePropName="checked">
          <Switch />
        </Field>
        {ownExpiry && <ExpiryFields form={form as FormInstance<{ expiry?: HeldExpiry }>} started={tier?.expiry?.kind ?? 'rolling'} />}
      </FormPart>
      <FormPart title={t('look')}>
        <Looks color={String(initial.color)} />
        <Field name="hidden" label={t('hidden')} extra={t('hiddenWhy')} valuePropName="checked">
          <Switch />
        </Field>
        <Field name="code" label={t('code')} extra={t('codeWhy')}>
          <Input maxLength={24} autoComplete="off" />
        </Field>
      </FormPart>
    </ZodForm>
  )
}

/** What a new tier begins with: a code that no other has. */
function fresh(tiers: readonly DraftTier[]): Omit<TierDraft, 'threshold'> {
  let number = tiers.length + 1
  while (tiers.some((tier) => tier.code === `tier-${number}`)) number++
  return { name: '', code: `tier-${number}`, color: '#b7791f', icon: 'crown', bonusBps: 0 }
}

function Looks({ color }: { color: string }) {
  const t = useTranslations('ladder.tier')
  const shown = Form.useWatch('color') ?? color
  return (
    <div className={styles.pair}>
      <Field name="color" label={t('color')}>
        <Input type="color" className={styles.color} />
      </Field>
      <Field name="icon" label={t('icon')}>
        <Select
          options={TierDraft.shape.icon.options.map((one) => ({
            value: one,
            label: (
              <span className={styles.option}>
                <TierIcon icon={one} color={shown} /> {t(`icons.${one}`)}
              </span>
            ),
          }))}
        />
      </Field>
    </div>
  )
}
