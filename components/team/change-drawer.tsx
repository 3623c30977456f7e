'use client'

import { useMutation } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { useTranslations } from 'next-intl'
import { TeamMemberChange } from '@/server/engine/team/team'
import { useRefusal } from '../kit/use-refusal'
import { ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import { PlaceFields, placeDraft } from './place-fields'

type Props = {
  person: { userId: string; name: string; role: string; storeIds: string[] }
  onClose: () => void
  onChanged: () => unknown
}

/** Another role, or other stores, for a colleague. */
export function ChangeDrawer({ person, onClose, onChanged }: Props) {
  const t = useTranslations('team')
  const k = useTranslations('kit')
  const trpc = useTRPC()
  const { done } = useRefusal()
  const change = useMutation(trpc.team.changeMember.mutationOptions())
  const { userId, role, storeIds } = person
  return (
    <Drawer title={person.name} open onClose={onClose} size={440}>
      <ZodForm
        schema={TeamMemberChange}
        word="team"
        initial={{ userId, role, storeIds }}
        toDraft={placeDraft}
        submit={k('save')}
        onCancel={onClose}
        onSubmit={async (draft) => {
          await change.mutateAsync(draft)
          await onChanged()
          done(t('changed'))
          onClose()
        }}
      >
        <PlaceFields />
      </ZodForm>
    </Drawer>
  )
}
