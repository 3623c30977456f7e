'use client'

import { RightOutlined } from '@ant-design/icons'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { Attention } from '@/server/report/read-overview'
import { useSetting } from '../kit/figures'
import { useConsolePath } from '../kit/rights'
import { StatusDot, type Tone } from '../kit/status-dot'
import styles from './attention-list.module.css'

const wayIn: Record<Attention['kind'], { path: string; tone: Tone }> = {
  imports_failed: { path: '/members/import', tone: 'bad' },
  imports_waiting: { path: '/members/import', tone: 'working' },
  day_behind: { path: '/members', tone: 'attention' },
  members_owing: { path: '/members?sort=points.asc', tone: 'attention' },
  due_soon: { path: '/members', tone: 'rest' },
}

/** What somebody should look at, each with its way in. */
export function AttentionList({ items }: { items: Attention[] }) {
  const t = useTranslations('report')
  const path = useConsolePath()
  const { pointsName: name } = useSetting()
  if (items.length === 0) return <StatusDot tone="good">{t('attention.none')}</StatusDot>
  return (
    <ul className={styles.list}>
      {items.map(({ kind, count }) => (
        <li key={kind}>
          <Link href={path(wayIn[kind].path)} className={styles.item}>
            <StatusDot tone={wayIn[kind].tone}>{t(`attention.${kind}`, { count, name })}</StatusDot>
            <RightOutlined aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  )
}
