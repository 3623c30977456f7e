'use client'

import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { InvitationAnswer } from '@/server/engine/team/team'
import { PlainField, PlainForm } from '../kit/plain/plain-form'
import { plainClient } from '../trpc/plain-client'

const NewColleague = InvitationAnswer.required({ name: true, password: true })
const KnownColleague = z.object({ token: InvitationAnswer.shape.token })

/** Answers an invitation. `known`: the invited person is signed in already and only has to agree. */
export function JoinForm({ token, known }: { token: string; known: boolean }) {
  const t = useTranslations('team')
  const join = async (draft: InvitationAnswer) => {
    const { slug } = await plainClient.team.accept.mutate(draft)
    window.location.assign(`/${slug}`)
  }
  if (known) {
    return (
      <PlainForm schema={KnownColleague} rest={{ token }} submit={t('join.accept')} onSubmit={join}>
        {null}
      </PlainForm>
    )
  }
  return (
    <PlainForm schema={NewColleague} word="team" rest={{ token }} submit={t('join.accept')} onSubmit={join}>
      <PlainField name="name" label={t('join.name')} autoComplete="name" />
      <PlainField name="password" label={t('join.password')} type="password" autoComplete="new-password" extra={t('join.passwordHint')} />
    </PlainForm>
  )
}
