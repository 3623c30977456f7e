'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Input } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { MemberSelect } from '../draft/member-select'
import { CountInput } from '../kit/inputs'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import type { TemplateDetail } from './answers'
import styles from './coupon-detail.module.css'
import { NotGiven } from './not-given'

const Gift = z.strictObject({ memberId: z.uuid(), count: z.int().min(1).max(20), reason: z.string().trim().min(1).max(200) })

/** Gives coupons of a template to one member, by hand. */
export function GiveMember({ template }: { template: TemplateDetail }) {
  const t = useTranslations('coupon.give')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const [form] = Form.useForm()
  const [requestKey, setRequestKey] = useState(() => crypto.randomUUID())
  const issue = useMutation(trpc.coupon.issueByHand.mutationOptions())
  return (
    <div className={styles.part}>
      <div className={styles.form}>
        <h2 className={styles.head}>{t('title')}</h2>
        <p className={styles.lead}>{t('lead')}</p>
        {template.state === 'active' ? (
          <ZodForm
            schema={Gift}
            form={form}
            initial={{ count: 1 }}
            submit={t('do')}
            word="coupon"
            onSubmit={async (gift) => {
              const { coupons } = await issue.mutateAsync({ ...gift, templateId: template.id, requestKey })
              await queryClient.invalidateQueries(trpc.coupon.pathFilter())
              // What is sent next is another issue, to another member as a rule.
              setRequestKey(crypto.randomUUID())
              form.resetFields(['memberId', 'count'])
              done(t('done', { count: coupons.length }))
            }}
          >
            <Field name="memberId" label={t('member')}>
              <MemberSelect />
            </Field>
            <Field name="count" label={t('count')}>
              <CountInput min={1} max={20} suffix={t('unit')} />
            </Field>
            <Field name="reason" label={t('reason')} extra={t('reasonWhy')}>
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={200} />
            </Field>
          </ZodForm>
        ) : (
          <NotGiven state={template.state} />
        )}
      </div>
    </div>
  )
}
