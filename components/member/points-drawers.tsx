'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Drawer, Input, Radio, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { AdjustForm, SpendForm } from '@/server/engine/points/command'
import { useFigures, useSetting } from '../kit/figures'
import { PointsInput } from '../kit/inputs'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'

/** One key for one form: sending it twice is one command. */
export const useRequestKey = (): string => useState(() => crypto.randomUUID())[0]

/** What either command of points needs: its words, its one key, and everything read again once points moved. */
function usePointsCommand() {
  const t = useTranslations('member')
  const trpc = useTRPC()
  const { count } = useFigures()
  const { pointsName } = useSetting()
  const { done } = useRefusal()
  const requestKey = useRequestKey()
  const queryClient = useQueryClient()
  const settle = async (said: string) => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.member.pathKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.report.pathKey() }),
    ])
    done(said)
  }
  return { t, trpc, count, pointsName, requestKey, settle }
}

const SpendAtStore = SpendForm.extend({ storeId: z.uuid().optional() })

type SpendProps = { memberId: string; available: number; onDone: () => void; onCancel?: () => void }

/** Spends points of one member, at a store where the merchant has some. */
export function SpendPoints({ memberId, available, onDone, onCancel }: SpendProps) {
  const { t, trpc, count, pointsName, requestKey, settle } = usePointsCommand()
  const spend = useMutation(trpc.member.spendPoints.mutationOptions())
  const stores = useQuery(trpc.store.list.queryOptions())
  const places = (stores.data ?? []).filter((store) => store.kind === 'store' && store.closedAt === null)
  return (
    <ZodForm
      schema={SpendAtStore}
      word="member"
      initial={{ reason: t('spend.reasonFirst') }}
      submit={t('spend.do')}
      onCancel={onCancel}
      onSubmit={async (form) => {
        const answer = await spend.mutateAsync({ ...form, memberId, requestKey })
        await settle(t('spend.done', { points: `${count(form.amount)} ${pointsName}`, left: count(answer.balance) }))
        onDone()
      }}
    >
      <Field name="amount" label={t('spend.amount')} extra={t('spend.amountHint', { available: count(available) })}>
        <PointsInput />
      </Field>
      {places.length > 1 && (
        <Field name="storeId" label={t('spend.store')} optional>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={places.map((store) => ({ value: store.id, label: store.name }))}
          />
        </Field>
      )}
      <Field name="reason" label={t('spend.reason')} extra={t('spend.reasonHint')}>
        <Input autoComplete="off" maxLength={200} />
      </Field>
    </ZodForm>
  )
}

/** The same as a drawer of the member's page. */
export function SpendDrawer({ memberId, available, onClose }: { memberId: string; available: number; onClose: () => void }) {
  const t = useTranslations('member')
  const { pointsName } = useSetting()
  return (
    <Drawer title={t('spend.title', { name: pointsName })} open onClose={onClose} size={440}>
      <SpendPoints memberId={memberId} available={available} onDone={onClose} onCancel={onClose} />
    </Drawer>
  )
}

/** Gives back the points of an earlier spend, to the lots they came from. */
export function ReturnDrawer({
  memberId,
  spend,
  onClose,
}: {
  memberId: string
  spend: { id: string; amount: number }
  onClose: () => void
}) {
  const { t, trpc, count, pointsName, requestKey, settle } = usePointsCommand()
  const giveBack = useMutation(trpc.member.returnPoints.mutationOptions())
  return (
    <Drawer title={t('return.title', { name: pointsName })} open onClose={onClose} size={440}>
      <ZodForm
        schema={SpendForm}
        word="member"
        initial={{ amount: spend.amount }}
        submit={t('return.do')}
        onCancel={onClose}
        onSubmit={async (form) => {
          const answer = await giveBack.mutateAsync({ ...form, memberId, spendId: spend.id, requestKey })
          await settle(t('return.done', { left: `${count(answer.balance)} ${pointsName}` }))
          onClose()
        }}
      >
        <Field name="amount" label={t('return.amount')} extra={t('return.amountHint', { spent: count(spend.amount) })}>
          <PointsInput />
        </Field>
        <Field name="reason" label={t('return.reason')} extra={t('return.reasonHint')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={200} />
        </Field>
      </ZodForm>
    </Drawer>
  )
}

const signed = (values: Record<string, unknown>): unknown => {
  const amount = typeof values.amount === 'number' ? Math.abs(values.amount) : values.amount
  return { reason: values.reason, amount: typeof amount === 'number' && values.direction === 'take' ? -amount : amount }
}

/** Gives or takes points by hand, with the reason. */
export function AdjustDrawer({ memberId, onClose }: { memberId: string; onClose: () => void }) {
  const { t, trpc, count, pointsName, requestKey, settle } = usePointsCommand()
  const adjust = useMutation(trpc.member.adjustPoints.mutationOptions())
  return (
    <Drawer title={t('adjust.title', { name: pointsName })} open onClose={onClose} size={440}>
      <ZodForm
        schema={AdjustForm}
        word="member"
        initial={{ direction: 'add' }}
        toDraft={signed}
        submit={t('adjust.do')}
        onCancel={onClose}
        onSubmit={async (form) => {
          const answer = await adjust.mutateAsync({ ...form, memberId, requestKey })
          await settle(t('adjust.done', { left: `${count(answer.balance)} ${pointsName}` }))
          onClose()
        }}
      >
        <Field name="direction" label={t('adjust.direction')}>
          <Radio.Group
            optionType="button"
            options={[
              { value: 'add', label: t('adjust.add') },
              { value: 'take', label: t('adjust.take') },
            ]}
          />
        </Field>
        <Field name="amount" label={t('adjust.amount')}>
          <PointsInput />
        </Field>
        <Field name="reason" label={t('adjust.reason')} extra={t('adjust.reasonHint')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={200} />
        </Field>
      </ZodForm>
    </Drawer>
  )
}
