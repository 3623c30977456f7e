'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { SignInDraft } from '@/server/engine/account/account'
import { PlainField, PlainForm } from '../kit/plain/plain-form'
import { plainClient } from '../trpc/plain-client'

/** Where to go after signing in: a page of our own only. */
const safePath = (next: string | undefined) => (next && /^\/(?![/\\])/.test(next) ? next : undefined)

export function SignInForm({ next }: { next?: string }) {
  const t = useTranslations('account')
  const [homeless, setHomeless] = useState(false)
  const signIn = async (draft: SignInDraft) => {
    const { tenants } = await plainClient.account.signIn.mutate(draft)
    const first = tenants[0]
    const wanted = safePath(next)
    if (!first) return setHomeless(true)
    // The page wanted may be of a merchant that this person does not work for.
    const own = wanted && tenants.some((m) => wanted === `/${m.slug}` || wanted.startsWith(`/${m.slug}/`))
    window.location.assign(own ? wanted : `/${first.slug}`)
  }
  if (homeless) return <p role="alert">{t('homeless')}</p>
  return (
    <PlainForm schema={SignInDraft} submit={t('signIn')} onSubmit={signIn}>
      <PlainField name="email" label={t('email')} type="email" autoComplete="username" />
      <PlainField name="password" label={t('password')} type="password" autoComplete="current-password" />
    </PlainForm>
  )
}
