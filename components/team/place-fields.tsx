'use client'

import { useQuery } from '@tanstack/react-query'
import { Form, Radio, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { roleWords } from '@/server/engine/team/team'
import { Field } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import styles from './place-fields.module.css'

/** The merchant's stores, by name, for choosing and for showing. */
export function useTeamStores() {
  const trpc = useTRPC()
  const stores = useQuery(trpc.store.list.queryOptions())
  const names = new Map(stores.data?.map((s) => [s.id, s.name]))
  return { stores: stores.data?.filter((s) => s.kind === 'store') ?? [], nameOf: (id: string) => names.get(id) ?? '—' }
}

/** Role, and for a store manager the stores. */
export function PlaceFields() {
  const t = useTranslations('team')
  const roles = useTranslations('shell.roles')
  const { stores } = useTeamStores()
  const role: unknown = Form.useWatch('role')
  return (
    <>
      <Field name="role" label={t('role')}>
        <Radio.Group
          className={styles.roles}
          options={roleWords.map((value) => ({
            value,
            label: (
              <span className={styles.role}>
                {roles(value)}
                <small>{t(`roleHints.${value}`)}</small>
              </span>
            ),
          }))}
        />
      </Field>
      {role === 'store_manager' && (
        <Field name="storeIds" label={t('stores')} extra={t('storesHint')}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={stores.filter((s) => !s.closedAt).map((s) => ({ value: s.id, label: s.name }))}
          />
        </Field>
      )}
    </>
  )
}

/** Only a store manager has stores; a list chosen before the role was changed is left out. */
export const placeDraft = (values: Record<string, unknown>) => ({
  ...values,
  storeIds: values.role === 'store_manager' ? (values.storeIds ?? []) : [],
})
