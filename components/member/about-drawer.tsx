'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Drawer, Select } from 'antd'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { MemberAboutChange } from '@/server/engine/member/profile'
import type { MemberDetail } from '@/server/member/read-member'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import { BirthdayInput } from './birthday-input'
import { changesOf } from './changes-of'
import { OwnValueInput } from './own-value-input'
import { useRequestKey } from './points-drawers'

/** All of it as the form holds it; what changed is worked out on sending. */
const AboutForm = z.strictObject({
  birthday: MemberAboutChange.shape.birthday,
  tags: MemberAboutChange.shape.add,
  fields: MemberAboutChange.shape.fields,
})

/** Birthday, tags and own fields of a member, to be changed: what changed becomes part of what happened to the member. */
export function AboutDrawer({ member, onClose }: { member: MemberDetail; onClose: () => void }) {
  const t = useTranslations('member.about')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const requestKey = useRequestKey()
  const describe = useMutation(trpc.member.describe.mutationOptions())
  const { birthday, tags, fields } = member.about
  return (
    <Drawer title={t('edit')} open onClose={onClose} size={440}>
      <ZodForm
        schema={AboutForm}
        word="member"
        initial={{ birthday, tags, fields: Object.fromEntries(fields.map(({ key, value }) => [key, value])) }}
        submit={t('save')}
        onCancel={onClose}
        onSubmit={async (draft) => {
          const change = changesOf(member.about, draft)
          if (change) await describe.mutateAsync({ ...change, memberId: member.id, requestKey })
          await queryClient.invalidateQueries({ queryKey: trpc.member.pathKey() })
          done(t('saved'))
          onClose()
        }}
      >
        <Field name="birthday" label={t('birthday')} extra={t('birthdayHint')} optional>
          <BirthdayInput />
        </Field>
        <Field name="tags" label={t('tags')} extra={t('tagsHint')} optional>
          <Select
            aria-label={t('tags')}
            mode="tags"
            open={false}
            suffixIcon={null}
            tokenSeparators={[',', '，', '、']}
            placeholder={t('tagsPlaceholder')}
          />
        </Field>
        {fields.map((field) => (
          <Field key={field.key} name={['fields', field.key]} label={field.label} optional>
            <OwnValueInput field={field} />
          </Field>
        ))}
      </ZodForm>
    </Drawer>
  )
}
