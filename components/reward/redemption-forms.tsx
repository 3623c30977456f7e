'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Drawer, Input, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { CancelForm, CollectDraft, SendForm } from '@/server/engine/reward/redemption'
import type { RedemptionLine } from '@/server/reward/list-redemptions'
import type { RedemptionDetail } from '@/server/reward/read-redemption'
import { useFigures, useSetting } from '../kit/figures'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'

/** What one may do to a redemption, and which form is open for it. */
export type Act = 'send' | 'cancel' | 'collect'

/** Everything that a redemption moved is read again: its list, its member, the figures. */
export function useSettled() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.reward.pathKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.member.pathKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.report.pathKey() }),
    ])
}

type Props = { line: RedemptionLine; onClose: () => void }

/** The form for one act, in a drawer. */
export function ActDrawer({ act, line, onClose }: Props & { act: Act }) {
  const t = useTranslations('reward')
  const title =
    act === 'send'
      ? t(line.state === 'sent' ? 'send.correctTitle' : 'send.title')
      : act === 'cancel'
        ? t('cancel.title', { number: line.number })
        : t('collect.title')
  return (
    <Drawer title={title} open onClose={onClose} size={440} destroyOnHidden>
      {act === 'send' && <SendFields line={line} onClose={onClose} />}
      {act === 'cancel' && <CancelFields line={line} onClose={onClose} />}
      {act === 'collect' && <CollectFields line={line} onClose={onClose} />}
    </Drawer>
  )
}

function SendFields({ line, onClose }: Props) {
  const t = useTranslations('reward')
  const trpc = useTRPC()
  const { done } = useRefusal()
  const settled = useSettled()
  const send = useMutation(trpc.reward.send.mutationOptions())
  const again = line.state === 'sent'
  return (
    <ZodForm
      schema={SendForm}
      word="reward"
      initial={{ carrier: line.carrier ?? undefined, parcel: line.parcel ?? undefined }}
      submit={t(again ? 'send.correctSubmit' : 'send.submit')}
      onCancel={onClose}
      onSubmit={async (draft) => {
        await send.mutateAsync({ ...draft, redemptionId: line.id })
        await settled()
        done(t(again ? 'told.saved' : 'told.sent'))
        onClose()
      }}
    >
      <Field name="carrier" label={t('send.carrier')}>
        <Input maxLength={40} autoComplete="off" />
      </Field>
      <Field name="parcel" label={t('send.parcel')}>
        <Input maxLength={60} autoComplete="off" />
      </Field>
    </ZodForm>
  )
}

function CancelFields({ line, onClose }: Props) {
  const t = useTranslations('reward')
  const trpc = useTRPC()
  const { count } = useFigures()
  const { pointsName } = useSetting()
  const { done } = useRefusal()
  const settled = useSettled()
  const cancel = useMutation(trpc.reward.cancel.mutationOptions())
  const figures = { points: count(line.points), name: pointsName, quantity: count(line.quantity) }
  return (
    <>
      <p>{t('cancel.what', figures)}</p>
      {line.gives === 'coupon' && <p>{t('cancel.coupon')}</p>}
      <ZodForm
        schema={CancelForm}
        word="reward"
        initial={{}}
        submit={t('cancel.submit')}
        onCancel={onClose}
        onSubmit={async ({ reason }) => {
          await cancel.mutateAsync({ redemptionId: line.id, reason })
          await settled()
          done(t('told.cancelled', figures))
          onClose()
        }}
      >
        <Field name="reason" label={t('cancel.reason')} extra={t('cancel.reasonHint')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={200} />
        </Field>
      </ZodForm>
    </>
  )
}

const CollectForm = CollectDraft.omit({ redemptionId: true })

function CollectFields({ line, onClose }: Props) {
  const t = useTranslations('reward')
  const trpc = useTRPC()
  const { count } = useFigures()
  const { done } = useRefusal()
  const settled = useSettled()
  const collect = useMutation(trpc.reward.collect.mutationOptions())
  const places = useStores()
  return (
    <>
      <p>{t('collect.what', { reward: line.reward, quantity: count(line.quantity) })}</p>
      <ZodForm
        schema={CollectForm}
        word="reward"
        initial={{}}
        submit={t('collect.submit')}
        onCancel={onClose}
        onSubmit={async ({ storeId }) => {
          await collect.mutateAsync({ redemptionId: line.id, storeId })
          await settled()
          done(t('told.collected'))
          onClose()
        }}
      >
        {places.length > 0 && (
          <Field name="storeId" label={t('collect.store')} optional>
            <Select allowClear placeholder={t('collect.anyStore')} showSearch={{ optionFilterProp: 'label' }} options={places} />
          </Field>
        )}
      </ZodForm>
    </>
  )
}

/** The open stores that one may choose from. */
export function useStores(): { value: string; label: string }[] {
  const trpc = useTRPC()
  const stores = useQuery(trpc.store.list.queryOptions())
  return (stores.data ?? [])
    .filter((store) => store.kind === 'store' && store.closedAt === null)
    .map((store) => ({ value: store.id, label: store.name }))
}

/** Asks whether a parcel has arrived, and marks it. */
export function useFinish(): (line: RedemptionLine) => Promise<void> {
  const t = useTranslations('reward')
  const trpc = useTRPC()
  const confirm = useConfirm()
  const settled = useSettled()
  const { refused, done } = useRefusal()
  const finish = useMutation(trpc.reward.finish.mutationOptions({ onError: refused }))
  return async (line) => {
    if (!(await confirm({ title: t('finish.title', { number: line.number }), what: t('finish.what'), verb: t('finish.verb') }))) return
    finish.mutate(
      { redemptionId: line.id },
      {
        onSuccess: async () => {
          await settled()
          done(t('told.finished'))
        },
      },
    )
  }
}

/** A chance was drawn with: asks, and marks it. */
export function useDrawn(): (line: Pick<RedemptionDetail, 'id' | 'number' | 'ticketsLeft'>) => Promise<void> {
  const t = useTranslations('reward')
  const trpc = useTRPC()
  const confirm = useConfirm()
  const settled = useSettled()
  const { refused, done } = useRefusal()
  const use = useMutation(trpc.reward.spendTicket.mutationOptions({ onError: refused, onSettled: settled }))
  return async ({ id, number, ticketsLeft }) => {
    if (!(await confirm({ title: t('ticket.title', { number }), what: t('ticket.what'), verb: t('ticket.verb') }))) return
    use.mutate({ redemptionId: id, left: ticketsLeft }, { onSuccess: ({ left }) => done(t('ticket.done', { left })) })
  }
}
