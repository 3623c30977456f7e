'use client'

import { useTranslations } from 'next-intl'
import { useConsolePath } from '../kit/rights'
import { RowActs } from '../kit/row-acts'
import type { TemplateLine } from './answers'
import type { useTemplateActs } from './template-acts'

type Acts = ReturnType<typeof useTemplateActs>

/** What can be done to one template of a list. */
export function TemplateActions({ row, acts }: { row: TemplateLine; acts: Acts }) {
  const t = useTranslations('coupon.acts')
  const path = useConsolePath()
  const first = {
    draft: { label: t('start'), act: () => acts.start(row) },
    active: { label: t('pause'), act: () => acts.pause(row) },
    paused: { label: t('resume'), act: () => acts.start(row) },
    ended: { label: t('copy'), act: () => acts.copy(row) },
  }[row.state]
  const more = [
    ...(row.state === 'ended' ? [] : [{ key: 'copy', label: t('copy'), act: () => acts.copy(row) }]),
    ...(row.state === 'active' || row.state === 'paused' ? [{ key: 'end', label: t('end'), danger: true, act: () => acts.end(row) }] : []),
    ...(row.state === 'draft' ? [{ key: 'delete', label: t('delete'), danger: true, act: () => acts.remove(row) }] : []),
  ]
  return (
    <RowActs
      name={row.name}
      first={first}
      edit={row.state === 'ended' ? undefined : { label: t('edit'), href: path(`/coupons/${row.id}/edit`) }}
      more={more}
      busy={acts.busy}
    />
  )
}
