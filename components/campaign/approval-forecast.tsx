'use client'

import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import { useFigures } from '../kit/figures'
import { useMay } from '../kit/rights'
import { useSentences } from '../kit/sentence'
import { TextSkeleton } from '../kit/states'
import { useTRPC } from '../trpc/client'
import type { CampaignDetail } from './answers'
import styles from './campaign-detail.module.css'
import { costKnown } from './cost-known'

/** What a campaign that waits is expected to come to now, asked where nothing was kept as it was sent in. */
export function useForecastNow({ kind, name, intro, noticeDays, terms, forecast, phase }: CampaignDetail) {
  const trpc = useTRPC()
  const mayAsk = useMay('campaign:write')
  const lacks = mayAsk && forecast === null
  const query = useQuery(
    trpc.campaign.forecast.queryOptions(
      { kind, name, intro, noticeDays, terms },
      { enabled: lacks && phase === 'awaiting', staleTime: 60_000, retry: false },
    ),
  )
  return { mayAsk, query, awaited: lacks && query.isPending }
}

type Props = { campaign: CampaignDetail; now: ReturnType<typeof useForecastNow> }

/** What whoever is to approve has to know of its cost: as it was expected when it was sent in, or as of now. */
export function ApprovalForecast({ campaign: { forecast }, now: { mayAsk, query } }: Props) {
  const t = useTranslations('campaign.approval')
  const k = useTranslations('kit')
  const { ofError } = useSentences()
  if (forecast) return <Told forecast={forecast} />
  if (!mayAsk) return <p className={styles.lead}>{t('noForecast')}</p>
  return (
    <>
      <p className={styles.lead}>{t('forecastNow')}</p>
      <div className={styles.expected} aria-live="polite" aria-busy={query.isFetching}>
        {query.data ? (
          <Told forecast={query.data} />
        ) : query.error ? (
          <>
            <p className={styles.lead}>
              {t('costUnknown')} {ofError(query.error)}
            </p>
            <Button loading={query.isFetching} onClick={() => void query.refetch()}>
              {k('retry')}
            </Button>
          </>
        ) : (
          <TextSkeleton rows={2} />
        )}
      </div>
    </>
  )
}

function Told({ forecast }: { forecast: NonNullable<CampaignDetail['forecast']> }) {
  const t = useTranslations('campaign.approval')
  const { money } = useFigures()
  const { reach, days, members, grants, cost, basisDays } = forecast
  return (
    <p className={styles.lead} data-testid="approval-forecast">
      {grants === 0
        ? t(reach === 0 ? 'forecastEmpty' : 'forecastNobody', { days: basisDays })
        : t('forecast', { days, members, grants, cost: money(cost), ...costKnown(forecast) })}
    </p>
  )
}
