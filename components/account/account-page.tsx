'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { locales, PasswordChange, ProfileDraft } from '@/server/engine/account/account'
import { Page, PageHeader, Section } from '../kit/page'
import { ErrorState, FormSkeleton } from '../kit/states'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'

/** One's own name, password and sign-ins. */
export function AccountPage() {
  const t = useTranslations('account')
  return (
    <Page width="narrow">
      <PageHeader title={t('title')} lead={t('lead')} />
      <Profile />
      <Password />
      <Everywhere />
    </Page>
  )
}

function Profile() {
  const t = useTranslations('account')
  const k = useTranslations('kit')
  const languages = useTranslations('shell.languages')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const me = useQuery(trpc.account.me.queryOptions())
  const update = useMutation(
    trpc.account.updateProfile.mutationOptions({
      onSuccess: () => {
        done(t('profileSaved'))
        return queryClient.invalidateQueries(trpc.account.me.queryFilter())
      },
    }),
  )
  return (
    <Section title={t('profile')}>
      {me.error ? (
        <ErrorState error={me.error} retry={me.refetch} />
      ) : !me.data ? (
        <FormSkeleton fields={2} />
      ) : (
        <ZodForm
          schema={ProfileDraft}
          word="account"
          initial={{ name: me.data.user.name, locale: me.data.user.locale }}
          submit={k('save')}
          onSubmit={(draft) => update.mutateAsync(draft)}
        >
          <Field name="name" label={t('name')} extra={t('nameHint')}>
            <Input autoComplete="name" maxLength={60} />
          </Field>
          <Field name="locale" label={t('language')}>
            <Select options={locales.map((value) => ({ value, label: languages(value === 'zh-CN' ? 'zh' : 'en') }))} />
          </Field>
        </ZodForm>
      )}
    </Section>
  )
}

function Password() {
  const t = useTranslations('account')
  const trpc = useTRPC()
  const { done } = useRefusal()
  const [form] = Form.useForm()
  const change = useMutation(trpc.account.changePassword.mutationOptions())
  const send = async (draft: PasswordChange) => {
    const { ended } = await change.mutateAsync(draft)
    form.resetFields()
    done(t('passwordChanged', { ended }))
  }
  return (
    <Section title={t('changePassword')}>
      <ZodForm schema={PasswordChange} word="account" form={form} initial={{}} submit={t('changePassword')} onSubmit={send}>
        <Field name="current" label={t('current')}>
          <Input.Password autoComplete="current-password" />
        </Field>
        <Field name="next" label={t('next')} extra={t('passwordHint')}>
          <Input.Password autoComplete="new-password" />
        </Field>
      </ZodForm>
    </Section>
  )
}

function Everywhere() {
  const t = useTranslations('account')
  const trpc = useTRPC()
  const confirm = useConfirm()
  const { refused } = useRefusal()
  const leave = useMutation(
    trpc.account.signOutEverywhere.mutationOptions({ onSuccess: () => window.location.assign('/sign-in'), onError: refused }),
  )
  const ask = async () => {
    if (await confirm({ title: t('everywhereAsk'), what: t('everywhereWhat'), verb: t('everywhereAct'), danger: true })) leave.mutate()
  }
  return (
    <Section title={t('everywhere')} lead={t('everywhereWhy')}>
      <Button danger onClick={ask} loading={leave.isPending}>
        {t('everywhereAct')}
      </Button>
    </Section>
  )
}
