'use client'

import { useLocale, useTranslations } from 'next-intl'
import { industries, SignUpDraft } from '@/server/engine/account/account'
import { PlainChoice, PlainField, PlainForm } from '../kit/plain/plain-form'
import { plainClient } from '../trpc/plain-client'

const offered = industries.filter((i) => i !== 'other')

export function SignUpForm() {
  const t = useTranslations('account')
  const locale = useLocale()
  const signUp = async (draft: SignUpDraft) => {
    const { slug } = await plainClient.account.signUp.mutate(draft)
    window.location.assign(`/${slug}/program?welcome=1`)
  }
  return (
    <PlainForm
      schema={SignUpDraft}
      word="account"
      submit={t('signUp')}
      rest={{ locale: locale === 'zh' ? 'zh-CN' : 'en' }}
      onSubmit={signUp}
    >
      <PlainField name="merchantName" label={t('merchantName')} autoComplete="organization" />
      <PlainField name="email" label={t('email')} type="email" autoComplete="username" />
      <PlainField name="password" label={t('password')} type="password" autoComplete="new-password" extra={t('passwordHint')} />
      <PlainChoice name="industry" label={t('industry')} options={offered.map((value) => ({ value, label: t(`industries.${value}`) }))} />
    </PlainForm>
  )
}
