'use client'

import { useQuery } from '@tanstack/react-query'
import type { Overview } from '@/server/report/read-overview'
import { AsOf } from '../kit/dates'
import { useTRPC } from '../trpc/client'
import { TodayFigures } from './today-figures'

/** Today's figures by themselves, for a page that is about something else. */
export function TodaySection({ first }: { first: Overview }) {
  const trpc = useTRPC()
  const overview = useQuery({ ...trpc.report.overview.queryOptions(), initialData: first })
  return (
    <>
      <TodayFigures today={overview.data.today} />
      <AsOf at={overview.data.asOf} />
    </>
  )
}
