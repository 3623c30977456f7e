'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import type { TimelineLine, TimelinePage } from '@/server/member/read-timeline'
import { Instant } from '../kit/dates'
import { Points, useSetting } from '../kit/figures'
import { EmptyState, ErrorState } from '../kit/states'
import { useTRPC } from '../trpc/client'
import { useExplained } from './explain-drawer'
import styles from './member-timeline.module.css'
import { useReasons } from './use-reasons'

type Props = {
  memberId: string
  first: TimelinePage
  /** Offered on a spend whose points have not come back. */
  onReturn?: ((spend: { id: string; amount: number }) => void) | undefined
}

/** Everything that happened to a member, newest first; each line opens to say why, and each row of it explains itself. */
export function MemberTimeline({ memberId, first, onReturn }: Props) {
  const t = useTranslations('member')
  const trpc = useTRPC()
  const { pointsName } = useSetting()
  const pages = useInfiniteQuery({
    ...trpc.member.timeline.infiniteQueryOptions({ memberId }, { getNextPageParam: (page) => page.next ?? undefined }),
    initialData: { pages: [first], pageParams: [null] },
  })
  const lines = pages.data.pages.flatMap((page) => page.lines.map((line) => ({ line, versions: page.versions })))
  if (lines.length === 0) return <EmptyState title={t('timelineNone')} why={t('timelineNoneWhy', { name: pointsName })} />
  return (
    <>
      <ol className={styles.lines}>
        {lines.map(({ line, versions }) => (
          <Line key={line.key} line={line} versions={versions} onReturn={onReturn} />
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

function Line({ line, versions, onReturn }: { line: TimelineLine; versions: TimelinePage['versions'] } & Pick<Props, 'onReturn'>) {
  const t = useTranslations('member')
  const { title, rows, reasons } = useReasons(line, versions)
  const { pointsName } = useSetting()
  const { open } = useExplained()
  const spent = line.event?.type === 'points.spent' && !line.event.returned ? line.event.points : null
  const shown = line.refusal ? [...rows, { id: line.refusal.id, text: t('explain.refusal') }] : rows
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
          <Came line={line} />
        </summary>
        {shown.length > 0 && (
          <ul className={styles.rows} aria-label={t('explain.rows')}>
            {shown.map((row) => (
              <li key={row.id}>
                <button type="button" className={styles.row} onClick={() => open(row.id)}>
                  <span>{row.text}</span>
                  <span className={styles.ask}>{t('explain.open')}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        {reasons.length > 0 && (
          <ul className={styles.why} aria-label={t('why')}>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
        {onReturn && spent !== null && (
          <Button size="small" className={styles.act} onClick={() => onReturn({ id: line.key, amount: spent })}>
            {t('return.open', { name: pointsName })}
          </Button>
        )}
      </details>
    </li>
  )
}

/** What came of it, at the right of the line: tiers, points, and points that wait. */
function Came({ line }: { line: TimelineLine }) {
  const t = useTranslations('member')
  return (
    <span className={styles.came}>
      {line.refusal && <span className={styles.tier}>{t('change.refused')}</span>}
      {line.tierChanges.map((change) => (
        <span key={change.id} className={styles.tier} data-rise={change.rise || undefined}>
          {change.to === null ? t('change.leave') : t(change.rise ? 'change.rise' : 'change.fall', { to: change.to })}
        </span>
      ))}
      {line.pending > 0 && (
        <span className={styles.points}>
          <Points value={line.pending} signed /> {t('change.pending')}
        </span>
      )}
      {line.points !== 0 && (
        <span className={styles.points} data-up={line.points > 0 || undefined}>
          <Points value={line.points} signed />
        </span>
      )}
    </span>
  )
}
