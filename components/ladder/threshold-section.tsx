'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useState } from 'react'
import { type LadderSpec, moneyMeasures } from '@/server/engine/ladder/ladder'
import { thresholdText } from '@/server/engine/sentence/ladder'
import { measureText } from '@/server/engine/sentence/measure'
import type { Surround } from '@/server/engine/sentence/wording'
import { useDates } from '../kit/dates'
import { useFigures } from '../kit/figures'
import { Section } from '../kit/page'
import { EmptyState, ErrorState } from '../kit/states'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import { ThresholdChart } from './threshold-chart'
import { atLeast, type Curve, heldBy } from './threshold-scale'
import styles from './threshold-section.module.css'
import { type ThresholdRow, ThresholdTable } from './threshold-table'
import type { DraftTier } from './tier-drawer'

type Props = { ladder: { id: string; spec: LadderSpec; tiers: DraftTier[] }; surround: Surround }

/** Where to put the thresholds: the members over what counts, and how many each tier would hold. */
export function ThresholdSection({ ladder, surround }: Props) {
  const t = useTranslations('ladder.chart')
  const trpc = useTRPC()
  const dates = useDates()
  const curve = useQuery(trpc.ladder.distribution.queryOptions({ ladderId: ladder.id }, { staleTime: 60_000 }))
  const measure = measureText(ladder.spec, surround)
  return (
    <Section title={t('title')} lead={t('lead', { measure })}>
      {curve.error ? (
        <ErrorState error={curve.error} retry={() => void curve.refetch()} />
      ) : !curve.data ? (
        <p className={styles.waiting}>{t('loading')}</p>
      ) : curve.data.members === 0 ? (
        <EmptyState title={t('emptyTitle')} why={t('emptyWhy')} />
      ) : (
        <>
          <Cuts
            // What was tried out ends where the draft changes under it.
            key={`${ladder.id} ${ladder.tiers.map((tier) => `${tier.id}.${tier.revision}`).join(' ')}`}
            ladder={ladder}
            curve={curve.data}
            surround={surround}
          />
          <p className={styles.asOf}>{t('asOf', { when: dates.instant(curve.data.asOf), members: curve.data.members })}</p>
        </>
      )}
    </Section>
  )
}

/** So many members are counted one by one at each change; of more, only when asked to. */
const SOON_COUNTED = 100_000

/** A value once it has stood still for a moment. */
function useSettled<V>(value: V, milliseconds: number): V {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}

function Cuts({ ladder, curve, surround }: Props & { curve: Curve }) {
  const t = useTranslations('ladder.chart')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { refused, done } = useRefusal()
  const { count, percent, digits } = useFigures()
  const { id: ladderId, spec, tiers } = ladder
  const [tried, setTried] = useState<Record<string, number>>({})
  const marked = tiers.flatMap((tier) => (tier.threshold === null ? [] : [{ ...tier, threshold: tried[tier.id] ?? tier.threshold }]))
  const thresholds = marked.map((tier) => tier.threshold)
  const written = thresholds.join(' ')
  const settled = useSettled(written, 400)
  const asked = useMemo(() => settled.split(' ').filter(Boolean).map(Number), [settled])
  const [wanted, setWanted] = useState<string>()
  const counting = !curve.exact && (curve.members <= SOON_COUNTED || wanted === settled)
  const counted = useQuery(
    trpc.ladder.countAt.queryOptions(
      { ladderId, thresholds: asked },
      { enabled: counting && asked.length > 0, placeholderData: keepPreviousData, staleTime: 60_000 },
    ),
  )
  const sure = curve.exact || (counting && settled === written && counted.data !== undefined && !counted.isPlaceholderData)
  const reach = sure && counted.data ? counted.data.atLeast : thresholds.map((threshold) => atLeast(curve, threshold))
  const { held, below } = heldBy(curve.members, thresholds, reach)
  const told = (members: number) => (sure ? count(members) : t('about', { count: count(members) }))
  const wrong = marked.find((tier, place) => place > 0 && tier.threshold <= (thresholds[place - 1] ?? 0))
  const changed = tiers.some((tier) => tried[tier.id] !== undefined && tried[tier.id] !== tier.threshold)
  const smallest = moneyMeasures.has(spec.measure) ? 10 ** digits : 1
  const saved = useMemo(() => tiers.flatMap((tier) => (tier.threshold === null ? [] : [tier.threshold])), [tiers])
  const greatest = curve.points.at(-1)?.[0] ?? 0

  const set = useMutation(
    trpc.ladder.setThresholds.mutationOptions({
      onSuccess: () => done(t('applied')),
      onError: refused,
      onSettled: () => queryClient.invalidateQueries(trpc.ladder.list.queryFilter()),
    }),
  )
  const apply = () =>
    set.mutate({ ladderId, thresholds: marked.map(({ id, revision, threshold }) => ({ tierId: id, revision, threshold })) })
  const move = (id: string, threshold: number) => setTried((before) => ({ ...before, [id]: threshold }))

  const holds = new Map(marked.map((tier, place) => [tier.id, held[place] ?? 0]))
  const rows = tiers.map((tier): ThresholdRow => {
    const place = marked.findIndex((one) => one.id === tier.id)
    const members = holds.get(tier.id)
    return {
      id: tier.id,
      name: tier.name,
      color: tier.color,
      threshold: place < 0 ? null : (thresholds[place] ?? 0),
      instead: thresholdText(spec.measure, null, surround, tier.requires !== undefined),
      fixed: place === 0 && tier.threshold === 0,
      members: members === undefined ? null : told(members),
      share: members === undefined || curve.members === 0 ? null : percent(members / curve.members),
      fault: wrong?.id === tier.id ? t('order', { name: marked[place - 1]?.name ?? '' }) : null,
    }
  })
  return (
    <>
      {greatest > 0 ? (
        <>
          <ThresholdChart
            curve={curve}
            measure={spec.measure}
            smallest={smallest}
            cuts={marked.map((tier) => ({ ...tier, members: told(holds.get(tier.id) ?? 0) }))}
            saved={saved}
            surround={surround}
            label={t('label', { measure: measureText(spec, surround) })}
            disabled={set.isPending}
            onMove={move}
          />
          <p className={styles.note}>{t('root')}</p>
        </>
      ) : (
        <p className={styles.note}>{t('flat', { measure: measureText(spec, surround) })}</p>
      )}
      <ThresholdTable
        rows={rows}
        measure={spec.measure}
        smallest={smallest}
        below={below > 0 ? { members: told(below), share: percent(below / curve.members) } : null}
        disabled={set.isPending}
        onSet={move}
      />
      <div className={styles.acts}>
        <Button type="primary" disabled={!changed || wrong !== undefined} loading={set.isPending} onClick={apply}>
          {t('apply')}
        </Button>
        <Button disabled={!changed || set.isPending} onClick={() => setTried({})}>
          {t('reset')}
        </Button>
        {!curve.exact && curve.members > SOON_COUNTED && !sure && (
          <Button loading={counted.isFetching} onClick={() => setWanted(written)}>
            {t('exactly')}
          </Button>
        )}
      </div>
    </>
  )
}
