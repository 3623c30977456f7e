'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { EditDrawer } from '../draft/edit-drawer'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import type { CouponLine } from './answers'
import styles from './coupon-detail.module.css'

const Withdrawal = z.strictObject({ reason: z.string().trim().min(1).max(200) })

/** Takes a coupon back from its member, with the reason. */
export function WithdrawDrawer({ coupon, onClose }: { coupon: CouponLine | undefined; onClose: () => void }) {
  const t = useTranslations('coupon.withdraw')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const withdraw = useMutation(trpc.coupon.withdraw.mutationOptions())
  // While the drawer closes it still says which coupon it was about.
  const [told, setTold] = useState(coupon)
  if (coupon && coupon !== told) setTold(coupon)
  return (
    <EditDrawer title={told ? t('title', { name: told.template.name }) : ''} open={coupon !== undefined} onClose={onClose}>
      {({ touched, leave }) =>
        coupon && (
          <ZodForm
            schema={Withdrawal}
            initial={{}}
            submit={t('do')}
            onCancel={leave}
            onValues={touched}
            word="coupon"
            onSubmit={async ({ reason }) => {
              await withdraw.mutateAsync({ couponId: coupon.id, reason })
              await queryClient.invalidateQueries(trpc.coupon.pathFilter())
              onClose()
              done(t('done', { number: coupon.number }))
            }}
          >
            <p className={styles.lead}>{t('what', { number: coupon.number, member: coupon.member.name ?? coupon.member.code })}</p>
            <Field name="reason" label={t('reason')} extra={t('reasonWhy')}>
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={200} />
            </Field>
          </ZodForm>
        )
      }
    </EditDrawer>
  )
}
