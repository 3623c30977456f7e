'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { TryBelow } from '../draft/try-below'
import { useSurround } from '../draft/use-surround'
import { useWording } from '../draft/use-wording'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { EmptyState, ErrorState, FormSkeleton } from '../kit/states'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import { LadderChooser } from './ladder-chooser'
import { LadderForm } from './ladder-form'
import { NewLadderDrawer } from './new-ladder-drawer'
import { reordered } from './reorder'
import { Rungs } from './rungs'
import { ThresholdSection } from './threshold-section'
import { type DraftTier, TierDrawer } from './tier-drawer'
import { TierList } from './tier-list'

/** Which ladder is looked at, as the address says it. */
function useChosenLadder(): [chosen: string | null, choose: (id: string | undefined) => void] {
  const chosen = useSearchParams().get('ladder')
  const choose = (id: string | undefined) => {
    window.history.replaceState(null, '', id ? `?ladder=${encodeURIComponent(id)}` : window.location.pathname)
  }
  return [chosen, choose]
}

/** The tiers of the draft: the rungs as they are climbed, what moves members, where thresholds lie, and each rung to change. */
export function TiersPage() {
  const t = useTranslations('ladder')
  const path = useConsolePath()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const surround = useSurround()
  const { wording } = useWording()
  const confirm = useConfirm()
  const { refused } = useRefusal()
  const mayWrite = useMay('program:write')
  const maySee = useMay('member:read')
  const ladders = useQuery(trpc.ladder.list.queryOptions())
  const [chosen, choose] = useChosenLadder()
  const [editing, setEditing] = useState<string | 'new'>()
  const [starting, setStarting] = useState(false)
  const reload = () => queryClient.invalidateQueries(trpc.ladder.list.queryFilter())
  const outcome = {
    onError: refused,
    onSettled: reload,
  }
  const remove = useMutation(trpc.ladder.deleteTier.mutationOptions(outcome))
  const order = useMutation(
    trpc.ladder.reorderTiers.mutationOptions({
      onError: refused,
      // Of several moves in a row only the last one reads the draft again: the rows must not jump back in between.
      onSettled: () => (queryClient.isMutating({ mutationKey: trpc.ladder.reorderTiers.mutationKey() }) === 1 ? reload() : undefined),
    }),
  )

  const ladder = ladders.data?.find((one) => one.id === chosen) ?? ladders.data?.[0]
  const changes = maySee && (
    <Link href={path('/program/tiers/changes')}>
      <Button>{t('changes.link')}</Button>
    </Link>
  )
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
                <>
                  <Link href={path('/program')}>
                    <Button type="primary">{t('toProgram')}</Button>
                  </Link>
                  {mayWrite && <Button onClick={() => setStarting(true)}>{t('ladders.add')}</Button>}
                </>
              }
            />
          ) : (
            <FormSkeleton />
          )}
        </Section>
        <NewLadderDrawer open={starting} onClose={() => setStarting(false)} onMade={reload} />
      </Page>
    )
  }
  const { tiers } = ladder
  const reorder = (ids: string[]) => {
    // The rows stay where they were dropped while the draft hears of it.
    void queryClient.cancelQueries(trpc.ladder.list.queryFilter())
    queryClient.setQueryData(trpc.ladder.list.queryKey(), (held) =>
      held?.map((one) => (one.id === ladder.id ? { ...one, tiers: reordered(one.tiers, ids) } : one)),
    )
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
  return (
    <Page>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {changes}
            {mayWrite && (
              <Button type="primary" onClick={() => setEditing('new')}>
                {t('add')}
              </Button>
            )}
          </>
        }
      />
      <LadderChooser ladders={ladders.data ?? []} ladder={ladder} mayWrite={mayWrite} onChoose={choose} reload={reload} />
      <Section title={ladder.name} lead={t('rungsLead')}>
        <Rungs spec={ladder.spec} tiers={tiers} wording={wording} />
      </Section>
      <Section title={t('tiers')} lead={mayWrite ? t('tiersLead') : undefined} flush>
        <TierList
          spec={ladder.spec}
          tiers={tiers}
          surround={surround}
          mayWrite={mayWrite}
          busy={remove.isPending}
          onEdit={(tier) => setEditing(tier.id)}
          onDelete={(tier) => void askDelete(tier)}
          onOrder={reorder}
        />
      </Section>
      {mayWrite && <ThresholdSection ladder={ladder} surround={surround} />}
      <Section title={t('rules')} lead={t('rulesLead')}>
        <LadderForm key={`${ladder.id}-${ladder.revision}`} ladder={ladder} surround={surround} mayWrite={mayWrite} />
      </Section>
      <TryBelow />
      <TierDrawer
        key={ladder.id}
        ladderId={ladder.id}
        spec={ladder.spec}
        tiers={tiers}
        tier={tiers.find((tier) => tier.id === editing)}
        open={editing !== undefined}
        onClose={() => setEditing(undefined)}
        onSaved={reload}
      />
    </Page>
  )
}
