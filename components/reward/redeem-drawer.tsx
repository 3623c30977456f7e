'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { Drawer, Form, Input, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { RedeemDraft } from '@/server/engine/reward/redemption'
import type { Offers } from '@/server/reward/offers'
import { MemberSelect } from '../draft/member-select'
import { useFigures, useSetting } from '../kit/figures'
import { CountInput } from '../kit/inputs'
import { useSentences } from '../kit/sentence'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import styles from './redeem-drawer.module.css'
import { useSettled, useStores } from './redemption-forms'

type Props = {
  /** The member, where it is known whom it is for. */
  memberId?: string
  /** The store at whose counter it is redeemed. */
  storeId?: string
  onClose: () => void
}

/** What the controls hold. */
type Held = { memberId?: string; rewardId?: string; quantity?: number | null }

/** A reward for a member, at the counter or on the phone: who, what, how many, and where it goes. */
export function RedeemDrawer({ memberId, storeId, onClose }: Props) {
  const t = useTranslations('reward.redeemFor')
  return (
    <Drawer title={t('title')} open onClose={onClose} size={480} destroyOnHidden>
      <RedeemForm memberId={memberId} storeId={storeId} onClose={onClose} />
    </Drawer>
  )
}

function RedeemForm({ memberId, storeId, onClose }: Props) {
  const t = useTranslations('reward.redeemFor')
  const told = useTranslations('reward.told')
  const trpc = useTRPC()
  const { count } = useFigures()
  const { pointsName } = useSetting()
  const { done } = useRefusal()
  const settled = useSettled()
  const places = useStores()
  // One key for one form: sending it twice is one redemption.
  const [requestKey] = useState(() => crypto.randomUUID())
  const [held, setHeld] = useState<Held>({ memberId, quantity: 1 })
  const [form] = Form.useForm()
  const chosen = held.memberId
  const offers = useQuery({ ...trpc.reward.offers.queryOptions({ memberId: chosen ?? '' }), enabled: chosen !== undefined })
  const reward = chosen === undefined ? undefined : offers.data?.rewards.find((one) => one.id === held.rewardId)
  const redeem = useMutation(trpc.reward.redeem.mutationOptions())
  const sends = reward?.gives.kind === 'goods' && reward.gives.by === 'send'
  const available = offers.data?.available ?? 0
  const total = reward && typeof held.quantity === 'number' ? reward.price * held.quantity : null
  return (
    <ZodForm
      schema={RedeemDraft}
      word="reward"
      form={form}
      initial={{ memberId, storeId, quantity: 1 }}
      toDraft={(values) => ({ ...values, address: sends ? (values.address ?? {}) : undefined, requestKey })}
      onValues={() => {
        const next = form.getFieldsValue(true) as Held
        if (next.memberId !== held.memberId) form.setFieldValue('rewardId', undefined)
        setHeld({ ...next, rewardId: next.memberId === held.memberId ? next.rewardId : undefined })
      }}
      submit={t('submit')}
      onCancel={onClose}
      onSubmit={async (draft) => {
        const { number } = await redeem.mutateAsync({ ...draft, through: storeId === undefined ? 'console' : 'counter' })
        await settled()
        done(told('redeemed', { number }))
        onClose()
      }}
    >
      {memberId === undefined && (
        <Field name="memberId" label={t('member')}>
          <MemberSelect />
        </Field>
      )}
      <RewardField chosen={chosen} offers={offers} />
      <Field name="quantity" label={t('quantity')}>
        <CountInput min={1} max={99} />
      </Field>
      {sends && (
        <>
          <Field name={['address', 'recipient']} label={t('recipient')} optional>
            <Input maxLength={60} autoComplete="off" />
          </Field>
          <Field name={['address', 'phone']} label={t('phone')} optional>
            <Input maxLength={30} autoComplete="off" inputMode="tel" />
          </Field>
          <Field name={['address', 'address']} label={t('address')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} maxLength={300} />
          </Field>
        </>
      )}
      {storeId === undefined && places.length > 1 && (
        <Field name="storeId" label={t('store')} optional>
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={places} />
        </Field>
      )}
      {total !== null && (
        <output className={styles.total}>
          {t('total', { points: count(total), name: pointsName, left: count(Math.max(0, available - total)) })}
        </output>
      )}
    </ZodForm>
  )
}

type Asked = { data: Offers | undefined; error: unknown; isPending: boolean }

function RewardField({ chosen, offers }: { chosen: string | undefined; offers: Asked }) {
  const t = useTranslations('reward.redeemFor')
  const { count } = useFigures()
  const { pointsName } = useSetting()
  const { ofCode, ofError } = useSentences()
  const known = chosen === undefined ? undefined : offers.data
  const extra = offers.error ? ofError(offers.error) : known && t('available', { points: count(known.available ?? 0), name: pointsName })
  return (
    <Field name="rewardId" label={t('reward')} extra={extra}>
      <Select
        disabled={chosen === undefined || offers.error !== null}
        placeholder={chosen === undefined ? t('rewardHint') : undefined}
        loading={chosen !== undefined && offers.isPending}
        notFoundContent={known ? t('rewardNone') : null}
        showSearch={{ optionFilterProp: 'label' }}
        options={known?.rewards.map(({ id, name, why }) => ({ value: id, label: name, disabled: why !== null }))}
        optionRender={({ value }) => {
          const offer = known?.rewards.find((one) => one.id === value)
          if (!offer) return null
          return (
            <span>
              <span className={styles.offer}>
                <span>{offer.name}</span>
                <span>{t('price', { points: count(offer.price), name: pointsName })}</span>
              </span>
              {offer.why && <span className={styles.why}>{ofCode(offer.why.code, offer.why.details)}</span>}
            </span>
          )
        }}
      />
    </Field>
  )
}
