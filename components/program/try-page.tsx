'use client'

import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Form, Input, Select } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { useSurround } from '../draft/use-surround'
import { useFigures } from '../kit/figures'
import { CountInput, MoneyInput } from '../kit/inputs'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath } from '../kit/rights'
import { EmptyState, ErrorState, FormSkeleton } from '../kit/states'
import { useTRPC } from '../trpc/client'
import { runOrder, type Trial } from './run-order'
import { TrialAnswer } from './trial-answer'
import styles from './try-page.module.css'

/** A test order: who buys what, and at once the points, the growth, the tier, and what each rule says to it. */
export function TryPage() {
  const t = useTranslations('program.try')
  const path = useConsolePath()
  const trpc = useTRPC()
  const surround = useSurround()
  const { digits } = useFigures()
  const program = useQuery(trpc.program.get.queryOptions())
  const [chosen, setChosen] = useState<string>()
  const [trial, setTrial] = useState<Trial>(() => ({
    tierId: null,
    amount: 200 * 10 ** digits,
    quantity: 1,
    channel: '',
    storeId: null,
    day: null,
    joinedDaysAgo: 30,
  }))
  const set = (change: Partial<Trial>) => setTrial((held) => ({ ...held, ...change }))

  const versionId = chosen ?? program.data?.latest?.id ?? 'draft'
  const older = versionId !== 'draft' && versionId !== program.data?.latest?.id
  const version = useQuery(trpc.program.version.queryOptions({ versionId }, { enabled: older }))
  const document = versionId === 'draft' ? program.data?.draft : older ? version.data?.document : program.data?.latest?.document
  const ladder = document?.ladders.find((one) => one.primary) ?? document?.ladders[0]
  const tierId = ladder?.tiers.some((tier) => tier.id === trial.tierId) ? trial.tierId : (ladder?.tiers[0]?.id ?? null)
  // The order happens when it is judged; the clock is read once per change.
  const result = useMemo(
    () =>
      document && document.ladders.length > 0 && trial.amount >= 0 ? runOrder(document, { ...trial, tierId }, surround, Date.now()) : null,
    [document, trial, tierId, surround],
  )

  const header = <PageHeader title={t('title')} lead={t('lead')} />
  if (!program.data) {
    return (
      <Page>
        {header}
        <Section>{program.error ? <ErrorState error={program.error} retry={() => void program.refetch()} /> : <FormSkeleton />}</Section>
      </Page>
    )
  }
  if (program.data.draft.ladders.length === 0 && !program.data.latest) {
    return (
      <Page>
        {header}
        <Section>
          <EmptyState
            title={t('emptyTitle')}
            why={t('emptyWhy')}
            actions={
              <Link href={path('/program')}>
                <Button type="primary">{t('toProgram')}</Button>
              </Link>
            }
          />
        </Section>
      </Page>
    )
  }
  return (
    <Page>
      {header}
      <div className={styles.layout}>
        <Section title={t('order')} lead={t('orderLead')}>
          <Form layout="vertical" requiredMark={false} className={styles.form}>
            <Form.Item label={t('amount')} htmlFor="try-amount">
              <MoneyInput id="try-amount" value={trial.amount} onChange={(amount) => set({ amount: Math.max(0, amount ?? 0) })} />
            </Form.Item>
            <Form.Item label={t('member')} htmlFor="try-member">
              <Select
                id="try-member"
                value={tierId}
                onChange={(id) => set({ tierId: id })}
                options={(ladder?.tiers ?? []).map((tier) => ({ value: tier.id, label: t('sample', { tier: tier.name }) }))}
              />
            </Form.Item>
            <Form.Item label={t('joined')} htmlFor="try-joined">
              <CountInput
                id="try-joined"
                suffix={t('days')}
                value={trial.joinedDaysAgo}
                onChange={(days) => set({ joinedDaysAgo: Math.max(0, Math.round(days ?? 0)) })}
              />
            </Form.Item>
            <Form.Item label={t('day')} htmlFor="try-day">
              <DatePicker
                id="try-day"
                className={styles.full}
                placeholder={t('today')}
                onChange={(_, text) => set({ day: typeof text === 'string' && text !== '' ? text : null })}
              />
            </Form.Item>
            <Form.Item label={t('quantity')} htmlFor="try-quantity">
              <CountInput
                id="try-quantity"
                value={trial.quantity}
                onChange={(quantity) => set({ quantity: Math.min(1_000_000, Math.max(1, Math.round(quantity ?? 1))) })}
              />
            </Form.Item>
            <Form.Item label={t('channel')} htmlFor="try-channel">
              <Input
                id="try-channel"
                value={trial.channel}
                maxLength={64}
                placeholder={t('channelHint')}
                onChange={(e) => set({ channel: e.target.value })}
              />
            </Form.Item>
            {surround.stores.length > 0 && (
              <Form.Item label={t('store')} htmlFor="try-store">
                <Select
                  id="try-store"
                  allowClear
                  placeholder={t('noStore')}
                  value={trial.storeId}
                  onChange={(id: string | undefined) => set({ storeId: id ?? null })}
                  options={surround.stores.map((store) => ({ value: store.id, label: store.name }))}
                />
              </Form.Item>
            )}
            <Form.Item label={t('by')} htmlFor="try-by">
              <Select
                id="try-by"
                value={versionId}
                onChange={setChosen}
                options={[
                  ...program.data.versions.map((line) => ({ value: line.id, label: t(`version.${line.state}`, { number: line.number }) })),
                  ...(program.data.draft.ladders.length > 0 ? [{ value: 'draft', label: t('draft') }] : []),
                ]}
              />
            </Form.Item>
          </Form>
        </Section>
        <div className={styles.answer}>
          {version.error && older ? (
            <Section>
              <ErrorState error={version.error} retry={() => void version.refetch()} />
            </Section>
          ) : result ? (
            <TrialAnswer result={result} surround={surround} />
          ) : (
            <Section>
              <FormSkeleton />
            </Section>
          )}
        </div>
      </div>
    </Page>
  )
}
