'use client'

import { Button, Select } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { EmptyState, ErrorState, TextSkeleton } from '../kit/states'
import styles from './counter.module.css'
import { LookUp } from './look-up'
import { type Redeeming, Served } from './served'
import { TodayList } from './today-list'
import { useStore } from './use-store'

type Shown = { memberId: string; named: string | null }

/** The counter: whoever stands there is found, and what they may have is checked off. Made for one hand on a phone. */
export function CounterPage({ redeem }: { redeem: Redeeming }) {
  const t = useTranslations('counter')
  const { stores, store, choose, error, retry } = useStore()
  const [shown, setShown] = useState<Shown>()
  const field = useId()
  const path = useConsolePath()
  const mayAdd = useMay('store:write')
  const body = () => {
    if (error)
      return (
        <Section>
          <ErrorState error={error} retry={retry} />
        </Section>
      )
    if (!stores)
      return (
        <Section>
          <TextSkeleton rows={3} />
        </Section>
      )
    if (stores.length === 0)
      return (
        <Section>
          <EmptyState
            title={t('noStores')}
            why={t(mayAdd ? 'noStoresWhy' : 'noStoresWhyOther')}
            actions={
              mayAdd && (
                <Link href={path('/stores')}>
                  <Button type="primary" tabIndex={-1}>
                    {t('toStores')}
                  </Button>
                </Link>
              )
            }
          />
        </Section>
      )
    return (
      <>
        {stores.length > 1 && (
          <div className={styles.place}>
            <label htmlFor={field}>{t('store')}</label>
            <Select
              id={field}
              size="large"
              placeholder={t('chooseStore')}
              value={store?.id}
              showSearch={{ optionFilterProp: 'label' }}
              options={stores.map((one) => ({ value: one.id, label: one.name }))}
              onChange={(id: string) => {
                setShown(undefined)
                choose(id)
              }}
            />
          </div>
        )}
        {!store && (
          <Section>
            <EmptyState title={t('whichStore')} why={t('whichStoreWhy')} />
          </Section>
        )}
        {store && shown && (
          <Served
            key={shown.memberId}
            storeId={store.id}
            memberId={shown.memberId}
            named={shown.named}
            onOther={() => setShown(undefined)}
            redeem={redeem}
          />
        )}
        {store && !shown && (
          <>
            <Section title={t('findTitle')}>
              <LookUp
                storeId={store.id}
                onFound={(memberId, couponId, redemptionId) => setShown({ memberId, named: couponId ?? redemptionId })}
              />
            </Section>
            <TodayList storeId={store.id} />
          </>
        )}
      </>
    )
  }
  return (
    <Page width="narrow">
      <PageHeader title={t('title')} lead={store && stores && stores.length === 1 ? t('leadAt', { store: store.name }) : t('lead')} />
      {body()}
    </Page>
  )
}
