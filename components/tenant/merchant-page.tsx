'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Input, Select, Switch } from 'antd'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { locales } from '@/server/engine/account/account'
import { TenantSettings } from '@/server/engine/tenant/settings'
import { Page, PageHeader, Section } from '../kit/page'
import { ErrorState, FormSkeleton } from '../kit/states'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { tagOf } from '../messages/locale'
import { useTRPC } from '../trpc/client'
import { ColorField } from './color-field'
import { LogoField } from './logo-field'

/** Zones and currencies by the names that people know them by. */
function useChoices() {
  const tag = tagOf[useLocale()]
  return useMemo(() => {
    const names = new Intl.DisplayNames(tag, { type: 'currency' })
    const offset = (zone: string) =>
      new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(0).find((p) => p.type === 'timeZoneName')
        ?.value ?? ''
    return {
      currencies: Intl.supportedValuesOf('currency').map((value) => ({ value, label: `${names.of(value)} (${value})` })),
      zones: ['UTC', ...Intl.supportedValuesOf('timeZone')].map((value) => ({
        value,
        label: `${value.replaceAll('_', ' ')} ${offset(value)}`,
      })),
    }
  }, [tag])
}

/** What a merchant sets about itself. */
export function MerchantPage() {
  const t = useTranslations('tenant')
  const trpc = useTRPC()
  const tenant = useQuery(trpc.tenant.get.queryOptions())
  return (
    <Page width="narrow">
      <PageHeader title={t('title')} lead={t('lead')} />
      {tenant.error ? (
        <ErrorState error={tenant.error} retry={tenant.refetch} />
      ) : tenant.data ? (
        // A new form once the saved values come back, so that they are what "discard" goes back to.
        <SettingsForm key={tenant.dataUpdatedAt} held={tenant.data} locked={tenant.data.locked} />
      ) : (
        <Section>
          <FormSkeleton fields={6} />
        </Section>
      )}
    </Page>
  )
}

function SettingsForm({ held, locked }: { held: Record<keyof TenantSettings, unknown>; locked: boolean }) {
  const t = useTranslations('tenant')
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const { zones, currencies } = useChoices()
  const update = useMutation(trpc.tenant.update.mutationOptions())
  const { name, timeZone, currency, language, pointsName, brandColor, logo, enrolsUnknown } = held
  const save = async (draft: TenantSettings) => {
    await update.mutateAsync(draft)
    done(t('saved'))
    // Colour, logo, money and zone are drawn by the layout, on the server.
    router.refresh()
    await queryClient.invalidateQueries(trpc.tenant.get.queryFilter())
  }
  return (
    <ZodForm
      schema={TenantSettings}
      word="tenant"
      initial={{ name, timeZone, currency, language, pointsName, brandColor, logo, enrolsUnknown }}
      onSubmit={save}
    >
      <Section title={t('brand')}>
        <Field name="name" label={t('name')}>
          <Input autoComplete="organization" />
        </Field>
        <Field name="pointsName" label={t('pointsName')} extra={t('pointsNameHint')}>
          <Input autoComplete="off" />
        </Field>
        <Field name="brandColor" label={t('brandColor')} extra={t('brandColorHint')}>
          <ColorField />
        </Field>
        <Field name="logo" label={t('logo')} extra={t('logoHint')}>
          <LogoField />
        </Field>
        <Field name="language" label={t('language')}>
          <Select options={locales.map((value) => ({ value, label: t(`languages.${value}`) }))} />
        </Field>
      </Section>
      <Section title={t('counting')} lead={locked ? t('locked') : undefined}>
        <Field name="timeZone" label={t('timeZone')} extra={t('timeZoneHint')}>
          <Select options={zones} showSearch={{ optionFilterProp: 'label' }} disabled={locked} />
        </Field>
        <Field name="currency" label={t('currency')} extra={t('currencyHint')}>
          <Select options={currencies} showSearch={{ optionFilterProp: 'label' }} disabled={locked} />
        </Field>
      </Section>
      <Section title={t('members')}>
        <Field name="enrolsUnknown" label={t('enrolsUnknown')} extra={t('enrolsUnknownHint')} valuePropName="checked">
          <Switch />
        </Field>
      </Section>
    </ZodForm>
  )
}
