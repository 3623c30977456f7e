'use client'

import { MoreOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useConsolePath } from '../kit/rights'
import type { TemplateLine } from './answers'
import styles from './coupon-list.module.css'
import type { useTemplateActs } from './template-acts'

type Acts = ReturnType<typeof useTemplateActs>

/** What can be done to one template of a list: two things at hand, the rest behind "more". */
export function TemplateActions({ row, acts }: { row: TemplateLine; acts: Acts }) {
  const t = useTranslations('coupon.acts')
  const k = useTranslations('kit')
  const path = useConsolePath()
  const first = {
    draft: { label: t('start'), act: () => acts.start(row) },
    active: { label: t('pause'), act: () => acts.pause(row) },
    paused: { label: t('resume'), act: () => acts.start(row) },
    ended: { label: t('copy'), act: () => acts.copy(row) },
  }[row.state]
  const more = [
    ...(row.state === 'ended' ? [] : [{ key: 'copy', label: t('copy'), onClick: () => void acts.copy(row) }]),
    ...(row.state === 'active' || row.state === 'paused'
      ? [{ key: 'end', label: t('end'), danger: true, onClick: () => void acts.end(row) }]
      : []),
    ...(row.state === 'draft' ? [{ key: 'delete', label: t('delete'), danger: true, onClick: () => void acts.remove(row) }] : []),
  ]
  return (
    <span className={styles.acts}>
      <Button
        type="link"
        size="small"
        disabled={acts.busy}
        aria-label={t('named', { act: first.label, name: row.name })}
        onClick={() => void first.act()}
      >
        {first.label}
      </Button>
      {row.state !== 'ended' && (
        <Link className={styles.edit} href={path(`/coupons/${row.id}/edit`)} aria-label={t('named', { act: t('edit'), name: row.name })}>
          {t('edit')}
        </Link>
      )}
      {more.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: more }}>
          <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t('named', { act: k('more'), name: row.name })} />
        </Dropdown>
      )}
    </span>
  )
}
