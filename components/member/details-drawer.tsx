'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Drawer, Input, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { MemberProfileDraft, Reason } from '@/server/engine/member/profile'
import type { MemberDetail } from '@/server/member/read-member'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import styles from './details-drawer.module.css'

type Clear = { name: string | null; phone: string | null }
const Asked = z.strictObject({ reason: Reason })

/** Full name and phone for a stated reason, and from there the form to change them. */
export function DetailsDrawer({ member, onClose }: { member: MemberDetail; onClose: () => void }) {
  const t = useTranslations('member')
  // Where nothing is hidden there is nothing to ask for.
  const [clear, setClear] = useState<Clear | undefined>(member.may.reveal ? undefined : { name: null, phone: null })
  const [editing, setEditing] = useState(!member.may.reveal)
  return (
    <Drawer title={t(editing ? 'edit.title' : 'reveal.title')} open onClose={onClose} size={440}>
      {!clear ? (
        <Ask memberId={member.id} onClear={setClear} onClose={onClose} />
      ) : editing ? (
        <Edit member={member} clear={clear} onClose={onClose} />
      ) : (
        <Shown clear={clear} onEdit={member.may.update ? () => setEditing(true) : undefined} onClose={onClose} />
      )}
    </Drawer>
  )
}

function Ask({ memberId, onClear, onClose }: { memberId: string; onClear: (clear: Clear) => void; onClose: () => void }) {
  const t = useTranslations('member')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const reveal = useMutation(trpc.member.reveal.mutationOptions())
  return (
    <>
      <p className={styles.lead}>{t('reveal.lead')}</p>
      <ZodForm
        schema={Asked}
        word="member"
        initial={{}}
        submit={t('reveal.do')}
        onCancel={onClose}
        onSubmit={async ({ reason }) => {
          onClear(await reveal.mutateAsync({ memberId, reason }))
          await queryClient.invalidateQueries(trpc.member.timeline.pathFilter())
        }}
      >
        <Field name="reason" label={t('reveal.reason')} extra={t('reveal.reasonHint')}>
          <Input autoComplete="off" maxLength={200} />
        </Field>
      </ZodForm>
    </>
  )
}

function Shown({ clear, onEdit, onClose }: { clear: Clear; onEdit?: () => void; onClose: () => void }) {
  const t = useTranslations('member')
  return (
    <>
      <dl className={styles.shown}>
        <dt>{t('reveal.name')}</dt>
        <dd>{clear.name ?? t('reveal.none')}</dd>
        <dt>{t('reveal.phone')}</dt>
        <dd className={styles.figure}>{clear.phone ?? t('reveal.none')}</dd>
      </dl>
      <div className={styles.buttons}>
        <Button type="primary" onClick={onClose}>
          {t('reveal.hide')}
        </Button>
        {onEdit && <Button onClick={onEdit}>{t('act.edit')}</Button>}
      </div>
    </>
  )
}

function Edit({ member, clear, onClose }: { member: MemberDetail; clear: Clear; onClose: () => void }) {
  const t = useTranslations('member')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const stores = useQuery(trpc.store.list.queryOptions())
  const update = useMutation(trpc.member.update.mutationOptions())
  const places = (stores.data ?? []).filter((store) => store.kind === 'store')
  return (
    <ZodForm
      schema={MemberProfileDraft}
      word="member"
      initial={{ name: clear.name ?? '', phone: clear.phone ?? '', store: member.store?.code }}
      submit={t('edit.do')}
      onCancel={onClose}
      onSubmit={async (draft) => {
        await update.mutateAsync({ ...draft, memberId: member.id })
        await queryClient.invalidateQueries({ queryKey: trpc.member.pathKey() })
        done(t('edit.done'))
        onClose()
      }}
    >
      <Field name="name" label={t('edit.name')} optional>
        <Input autoComplete="off" />
      </Field>
      <Field name="phone" label={t('edit.phone')} optional>
        <Input type="tel" autoComplete="off" />
      </Field>
      {places.length > 0 && (
        <Field name="store" label={t('edit.store')} optional>
          <Select allowClear placeholder={t('edit.noStore')} options={places.map((store) => ({ value: store.code, label: store.name }))} />
        </Field>
      )}
    </ZodForm>
  )
}
