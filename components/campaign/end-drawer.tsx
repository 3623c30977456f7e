'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Form, Input, Radio } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { EditDrawer } from '../draft/edit-drawer'
import { ErrorState, TextSkeleton } from '../kit/states'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import type { CampaignDetail } from './answers'
import type { Target } from './campaign-acts'
import styles from './campaign-detail.module.css'

/** From so many members on, the name of the campaign has to be typed first. */
const MANY = 1_000

type Props = { campaign: (Target & { members: number }) | undefined; onClose: () => void }

/** Ends a campaign early: what that touches, what becomes of coupons members still hold, and why. */
export function EndDrawer({ campaign, onClose }: Props) {
  const t = useTranslations('campaign.ending')
  // While the drawer closes it still says which campaign it was about.
  const [told, setTold] = useState(campaign)
  if (campaign && campaign !== told) setTold(campaign)
  return (
    <EditDrawer title={told ? t('title', { name: told.name }) : ''} open={campaign !== undefined} onClose={onClose}>
      {({ touched, leave }) => campaign && <Ending id={campaign.id} touched={touched} leave={leave} onDone={onClose} />}
    </EditDrawer>
  )
}

type EndingProps = { id: string; touched: () => void; leave: () => void; onDone: () => void }

function Ending({ id, ...rest }: EndingProps) {
  const trpc = useTRPC()
  const campaign = useQuery(trpc.campaign.get.queryOptions({ campaignId: id }, { staleTime: 0 }))
  if (campaign.error) return <ErrorState error={campaign.error} retry={() => void campaign.refetch()} />
  return campaign.data ? <EndForm campaign={campaign.data} {...rest} /> : <TextSkeleton rows={4} />
}

type FormProps = Omit<EndingProps, 'id'> & { campaign: CampaignDetail }

function EndForm({ campaign, touched, leave, onDone }: FormProps) {
  const t = useTranslations('campaign')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const [form] = Form.useForm()
  const end = useMutation(trpc.campaign.end.mutationOptions())
  const coupons: string = Form.useWatch('coupons', form) ?? 'keep'
  const { members, couponsOut: out, name } = campaign
  const many = members > MANY || out > MANY
  const Ending = z.strictObject({
    remark: z.string().trim().min(1).max(200),
    coupons: z.enum(['keep', 'withdraw']),
    ...(many ? { typed: z.string().refine((typed) => typed.trim() === name) } : {}),
  })
  return (
    <ZodForm
      schema={Ending}
      form={form}
      initial={{ coupons: 'keep' }}
      submit={t('acts.end')}
      onCancel={leave}
      onValues={touched}
      word="campaign"
      onSubmit={async (draft) => {
        await end.mutateAsync({ campaignId: campaign.id, revision: campaign.revision, remark: draft.remark, coupons: draft.coupons })
        await queryClient.invalidateQueries(trpc.campaign.pathFilter())
        onDone()
        done(t('acts.done.ended', { name }))
      }}
    >
      <p className={styles.lead}>{t('ending.what', { members })}</p>
      {out > 0 && (
        <Field
          name="coupons"
          label={t('ending.coupons')}
          extra={t(coupons === 'withdraw' ? 'ending.willWithdraw' : 'ending.out', { count: out })}
        >
          <Radio.Group options={(['keep', 'withdraw'] as const).map((value) => ({ value, label: t(`ending.${value}`) }))} />
        </Field>
      )}
      <Field name="remark" label={t('ending.remark')} extra={t('ending.remarkWhy')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={200} />
      </Field>
      {many && (
        <Field name="typed" label={t('ending.typed', { name })}>
          <Input autoComplete="off" />
        </Field>
      )}
    </ZodForm>
  )
}
