'use client'

import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { thresholdText } from '@/server/engine/sentence/ladder'
import { percentText } from '@/server/engine/sentence/wording'
import { useSurround } from '../draft/use-surround'
import { DataTable } from '../kit/data-table'
import { Count } from '../kit/figures'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { EmptyState, ErrorState, FormSkeleton } from '../kit/states'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import { LadderForm } from './ladder-form'
import { Rungs } from './rungs'
import { type DraftTier, TierDrawer } from './tier-drawer'
import { TierIcon } from './tier-icon'
import styles from './tiers-page.module.css'

/** The tiers of the draft: the rungs as they are climbed, what moves members, and each rung to change. */
export function TiersPage() {
  const t = useTranslations('ladder')
  const path = useConsolePath()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const surround = useSurround()
  const confirm = useConfirm()
  const { refused } = useRefusal()
  const mayWrite = useMay('program:write')
  const ladders = useQuery(trpc.ladder.list.queryOptions())
  const [chosen, setChosen] = useState<string>()
  const [editing, setEditing] = useState<string | 'new'>()
  const reload = () => queryClient.invalidateQueries(trpc.ladder.list.queryFilter())
  const outcome = {
    onSuccess: reload,
    onError: (error: unknown) => {
      refused(error)
      void reload()
    },
  }
  const remove = useMutation(trpc.ladder.deleteTier.mutationOptions(outcome))
  const order = useMutation(trpc.ladder.reorderTiers.mutationOptions(outcome))

  const ladder = ladders.data?.find((one) => one.id === chosen) ?? ladders.data?.[0]
  if (!ladder) {
    return (
      <Page>
        <PageHeader title={t('title')} lead={t('lead')} />
        <Section>
          {ladders.error ? (
            <ErrorState error={ladders.error} retry={() => void ladders.refetch()} />
          ) : ladders.data ? (
            <EmptyState
              title={t('emptyTitle')}
              why={t('emptyWhy')}
              actions={
                <Link href={path('/program')}>
                  <Button type="primary">{t('toProgram')}</Button>
                </Link>
              }
            />
          ) : (
            <FormSkeleton />
          )}
        </Section>
      </Page>
    )
  }
  const { tiers } = ladder
  const move = (tier: DraftTier, by: number) => {
    const ids = tiers.map((one) => one.id)
    const at = ids.indexOf(tier.id)
    const other = ids[at + by]
    if (other === undefined) return
    ids[at + by] = tier.id
    ids[at] = other
    order.mutate({ ladderId: ladder.id, tierIds: ids })
  }
  const askDelete = async (tier: DraftTier) => {
    const sure = await confirm({
      title: t('deleteAsk', { name: tier.name }),
      what: tier.members > 0 ? t('deleteWhat', { count: tier.members }) : t('deleteWhatNobody'),
      verb: t('delete'),
      danger: true,
    })
    if (sure) remove.mutate({ tierId: tier.id, revision: tier.revision })
  }
  const busy = remove.isPending || order.isPending
  return (
    <Page>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          mayWrite && (
            <Button type="primary" onClick={() => setEditing('new')}>
              {t('add')}
            </Button>
          )
        }
      />
      {(ladders.data?.length ?? 0) > 1 && (
        <div className={styles.chooser}>
          <Segmented
            aria-label={t('ladder')}
            value={ladder.id}
            options={(ladders.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
            onChange={setChosen}
          />
        </div>
      )}
      <Section title={ladder.name} lead={t('rungsLead')}>
        <Rungs spec={ladder.spec} tiers={tiers} surround={surround} />
      </Section>
      <Section title={t('tiers')} lead={t('tiersLead')} flush>
        <DataTable<DraftTier>
          label={t('tiers')}
          rows={tiers}
          rowKey={(tier) => tier.id}
          empty={null}
          columns={[
            {
              key: 'name',
              title: t('columns.name'),
              render: (tier) => (
                <span className={styles.name}>
                  <TierIcon icon={tier.icon} color={tier.color} /> {tier.name}
                </span>
              ),
            },
            {
              key: 'threshold',
              title: t('columns.threshold'),
              align: 'right',
              render: (tier) => thresholdText(ladder.spec.measure, tier.threshold, surround),
            },
            {
              key: 'bonus',
              title: t('columns.bonus', { name: surround.pointsName }),
              align: 'right',
              render: (tier) => `+${percentText(tier.bonusBps)}`,
            },
            { key: 'members', title: t('columns.members'), align: 'right', render: (tier) => <Count value={tier.members} /> },
            { key: 'code', title: t('columns.code'), render: (tier) => tier.code },
            ...(mayWrite
              ? [
                  {
                    key: 'actions',
                    title: t('columns.actions'),
                    render: (tier: DraftTier) => (
                      <span className={styles.acts}>
                        <Button type="link" size="small" onClick={() => setEditing(tier.id)}>
                          {t('edit')}
                        </Button>
                        <Button
                          type="text"
                          size="small"
                          icon={<ArrowUpOutlined />}
                          aria-label={t('lower', { name: tier.name })}
                          title={t('lower', { name: tier.name })}
                          disabled={busy || tiers[0]?.id === tier.id}
                          onClick={() => move(tier, -1)}
                        />
                        <Button
                          type="text"
                          size="small"
                          icon={<ArrowDownOutlined />}
                          aria-label={t('higher', { name: tier.name })}
                          title={t('higher', { name: tier.name })}
                          disabled={busy || tiers.at(-1)?.id === tier.id}
                          onClick={() => move(tier, 1)}
                        />
                        <Button type="link" size="small" danger disabled={tiers.length === 1} onClick={() => void askDelete(tier)}>
                          {t('delete')}
                        </Button>
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      <Section title={t('rules')} lead={t('rulesLead')}>
        <LadderForm key={`${ladder.id}-${ladder.revision}`} ladder={ladder} surround={surround} mayWrite={mayWrite} />
      </Section>
      <TierDrawer
        ladderId={ladder.id}
        spec={ladder.spec}
        tiers={tiers}
        tier={tiers.find((tier) => tier.id === editing)}
        open={editing !== undefined}
        surround={surround}
        onClose={() => setEditing(undefined)}
        onSaved={reload}
      />
    </Page>
  )
}
