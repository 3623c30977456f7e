'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import type { TimelineLine, TimelinePage } from '@/server/member/read-timeline'
import { Instant } from '../kit/dates'
import { Points, useSetting } from '../kit/figures'
import { EmptyState, ErrorState } from '../kit/states'
import { useTRPC } from '../trpc/client'
import styles from './member-timeline.module.css'
import { useReasons } from './use-reasons'

type Props = {
  memberId: string
  first: TimelinePage
  /** Offered on a spend whose points have not come back. */
  onReturn?: ((spend: { id: string; amount: number }) => void) | undefined
}

/** Everything that happened to a member, newest first; each line opens to say why. */
export function MemberTimeline({ memberId, first, onReturn }: Props) {
  const t = useTranslations('member')
  const trpc = useTRPC()
  const { pointsName } = useSetting()
  const pages = useInfiniteQuery({
    ...trpc.member.timeline.infiniteQueryOptions({ memberId }, { getNextPageParam: (page) => page.next ?? undefined }),
    initialData: { pages: [first], pageParams: [null] },
  })
  const lines = pages.data.pages.flatMap((page) => page.lines)
  if (lines.length === 0) return <EmptyState title={t('timelineNone')} why={t('timelineNoneWhy', { name: pointsName })} />
  return (
    <>
      <ol className={styles.lines}>
        {lines.map((line) => (
          <Line key={line.key} line={line} onReturn={onReturn} />
        ))}
      </ol>
      {pages.error && <ErrorState error={pages.error} retry={pages.fetchNextPage} />}
      {pages.hasNextPage && (
        <Button block onClick={() => pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

function Line({ line, onReturn }: { line: TimelineLine } & Pick<Props, 'onReturn'>) {
  const t = useTranslations('member')
  const { title, reasons } = useReasons(line)
  const { pointsName } = useSetting()
  const spent = line.event?.type === 'points.spent' && !line.event.returned ? line.event.amount : null
  return (
    <li className={styles.line} data-kind={line.kind}>
      <details>
        <summary>
          <span className={styles.what}>
            <span className={styles.title}>{title}</span>
            <span className={styles.when}>
              <Instant at={line.at} />
            </span>
          </span>
          <span className={styles.came}>
            {line.tierChanges.map((change) => (
              <span key={`${change.ladder}${change.to}`} className={styles.tier} data-rise={change.rise || undefined}>
                {change.to === null ? t('change.leave') : t(change.rise ? 'change.rise' : 'change.fall', { to: change.to })}
              </span>
            ))}
            {line.points !== 0 && (
              <span className={styles.points} data-up={line.points > 0 || undefined}>
                <Points value={line.points} signed />
              </span>
            )}
          </span>
        </summary>
        <ul className={styles.why} aria-label={t('why')}>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
        {onReturn && spent !== null && (
          <Button size="small" className={styles.act} onClick={() => onReturn({ id: line.key, amount: spent })}>
            {t('return.open', { name: pointsName })}
          </Button>
        )}
      </details>
    </li>
  )
}
