'use client'

import { Radio, Select, Switch } from 'antd'
import { useTranslations } from 'next-intl'
import { BirthdayWindow, type CampaignKind, type MomentKind } from '@/server/engine/campaign/campaign'
import { useCouponWording } from '../draft/use-coupon-wording'
import { CountInput, MoneyInput } from '../kit/inputs'
import { Field } from '../kit/zod-form'
import type { HeldEffect } from './campaign-draft'
import styles from './campaign-editor.module.css'

type Props = { kind: CampaignKind; place: number; effect: HeldEffect }

/** Kinds whose amount from which an order counts stands in sight. */
const fromAmount: readonly CampaignKind[] = ['after_payment', 'gift_with_purchase']

const leastInSight = (kind: CampaignKind, { gives }: HeldEffect): boolean =>
  fromAmount.includes(kind) || (kind === 'birthday' && gives.kind === 'goods')

/** What a moment cannot do without. */
export function MomentFields({ kind, place, effect }: Props) {
  const t = useTranslations('campaign.moment')
  const { wording } = useCouponWording()
  const at = ['terms', 'effects', place, 'at'] as const
  switch (effect.at.kind) {
    case 'order':
      return (
        <>
          {kind === 'birthday' && effect.at.birthday && <WindowField name={[...at, 'birthday']} />}
          {leastInSight(kind, effect) && (
            <Field name={[...at, 'least']} label={t('least')} extra={t('leastWhy')} optional>
              <MoneyInput min={0} />
            </Field>
          )}
        </>
      )
    case 'birthday':
      return <WindowField name={[...at, 'window']} />
    case 'tier_entered':
      return (
        <Field name={[...at, 'tiers']} label={t('tiers')} extra={wording.tiers.length === 0 ? t('noTiers') : undefined}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('chooseTiers')}
            options={wording.tiers.map((tier) => ({ value: tier.id, label: tier.name }))}
          />
        </Field>
      )
    case 'checked_in':
      return (
        <div className={styles.pair}>
          <Field name={[...at, 'day']} label={t('day')}>
            <CountInput min={1} max={365} suffix={t('days')} />
          </Field>
          <Field name={[...at, 'cycle']} label={t('cycle')}>
            <CountInput min={1} max={365} suffix={t('days')} />
          </Field>
        </div>
      )
    case 'referred':
      return (
        <div className={styles.pair}>
          {kind !== 'referral' && <ToField name={[...at, 'to']} />}
          <Field name={[...at, 'pays']} label={t('pays')}>
            <Radio.Group options={(['registered', 'ordered'] as const).map((value) => ({ value, label: t(`payings.${value}`) }))} />
          </Field>
        </div>
      )
    case 'asleep':
      return (
        <Field name={[...at, 'days']} label={t('asleep')} extra={t('asleepWhy')}>
          <CountInput min={7} suffix={t('days')} />
        </Field>
      )
    case 'registered':
    case 'occasion':
    case 'claimed':
      return null
  }
}

/** To whom an invitation brings something. In the ready form each card says it at its head. */
function ToField({ name }: { name: readonly (string | number)[] }) {
  const t = useTranslations('campaign.moment')
  return (
    <Field name={name} label={t('to')}>
      <Radio.Group options={(['inviter', 'invited'] as const).map((value) => ({ value, label: t(`tos.${value}`) }))} />
    </Field>
  )
}

function WindowField({ name }: { name: readonly (string | number)[] }) {
  const t = useTranslations('campaign.moment')
  return (
    <Field name={name} label={t('window')} extra={t('windowWhy')}>
      <Radio.Group options={BirthdayWindow.options.map((value) => ({ value, label: t(`windows.${value}`) }))} />
    </Field>
  )
}

const moments: readonly MomentKind[] = [
  'order',
  'registered',
  'occasion',
  'birthday',
  'tier_entered',
  'referred',
  'asleep',
  'claimed',
  'checked_in',
]

/** At which moment it takes place, and what narrows an order further. */
export function MoreOfMoment({ kind, place, effect, onMoment }: Props & { onMoment: (moment: MomentKind) => void }) {
  const t = useTranslations('campaign.moment')
  const at = ['terms', 'effects', place, 'at'] as const
  return (
    <>
      <Field name={[...at, 'kind']} label={t('kind')}>
        <MomentSelect onMoment={onMoment} />
      </Field>
      {effect.at.kind === 'referred' && kind === 'referral' && <ToField name={[...at, 'to']} />}
      {effect.at.kind === 'order' && (
        <>
          <Field name={[...at, 'first']} label={t('first')} valuePropName="checked" extra={t('firstWhy')}>
            <Switch />
          </Field>
          <div className={styles.pair}>
            {!leastInSight(kind, effect) && (
              <Field name={[...at, 'least']} label={t('least')} optional>
                <MoneyInput min={0} />
              </Field>
            )}
            <Field name={[...at, 'joinedWithin']} label={t('joined')} extra={t('joinedWhy')} optional>
              <CountInput min={0} suffix={t('days')} />
            </Field>
            {!(kind === 'birthday' && effect.at.birthday) && (
              <Field name={[...at, 'birthday']} label={t('around')} optional>
                <Select
                  allowClear
                  placeholder={t('anyDay')}
                  options={BirthdayWindow.options.map((value) => ({ value, label: t(`windows.${value}`) }))}
                />
              </Field>
            )}
          </div>
        </>
      )}
    </>
  )
}

type SelectProps = { onMoment: (kind: MomentKind) => void; id?: string; value?: MomentKind; onBlur?: () => void }

function MomentSelect({ onMoment, id, value, onBlur }: SelectProps) {
  const t = useTranslations('campaign.moment.kinds')
  return (
    <Select
      id={id}
      className={styles.choice}
      value={value}
      onBlur={onBlur}
      onChange={(next: MomentKind) => onMoment(next)}
      options={moments.map((one) => ({ value: one, label: t(one) }))}
    />
  )
}
