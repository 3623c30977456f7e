'use client'

import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Dropdown } from 'antd'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { couponSentence } from '@/server/engine/sentence/coupon'
import { useCouponWording } from '../draft/use-coupon-wording'
import { ChoiceStrip } from '../kit/choice-strip'
import { useDates } from '../kit/dates'
import { useFigures } from '../kit/figures'
import { useListState } from '../kit/list-state'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { useTRPC } from '../trpc/client'
import type { TemplateDetail } from './answers'
import { BatchIssue } from './batch-issue'
import { CodeBatches } from './code-batches'
import styles from './coupon-detail.module.css'
import { shownTemplate } from './coupon-draft'
import { CouponFigures } from './coupon-figures'
import { TemplateStanding } from './coupon-state'
import { CouponTicket } from './coupon-ticket'
import { GiveMember } from './give-member'
import { IssuedCoupons } from './issued-coupons'
import { useTemplateActs } from './template-acts'

const parts = ['issued', 'batch', 'member', 'codes'] as const
type Part = (typeof parts)[number]

/** One coupon template: what it is, what came of it, and everything by which members get it. */
export function CouponDetail({ first }: { first: TemplateDetail }) {
  const t = useTranslations('coupon.detail')
  const d = useTranslations('coupon')
  const trpc = useTRPC()
  const path = useConsolePath()
  const dates = useDates()
  const mayIssue = useMay('coupon:issue')
  const { wording } = useCouponWording()
  const { filter, narrow } = useListState(['part'] as const)
  const template = useQuery({ ...trpc.coupon.get.queryOptions({ templateId: first.id }), initialData: first }).data
  const offered = parts.filter((part) => part === 'issued' || (mayIssue && (part !== 'codes' || template.offer.way === 'code')))
  const part: Part = offered.find((one) => one === filter.part) ?? 'issued'
  return (
    <Page>
      <PageHeader
        title={template.name}
        back={{ href: path('/coupons'), label: d('title') }}
        facts={
          <>
            <TemplateStanding state={template.state} />
            <span>{t(`ways.${template.offer.way}`)}</span>
            {template.offer.from && <span>{t('from', { date: dates.day(template.offer.from) })}</span>}
            {template.offer.until && <span>{t('until', { date: dates.day(template.offer.until) })}</span>}
            <Stock template={template} />
          </>
        }
        actions={<Acts template={template} />}
      />
      {template.state === 'draft' && <Alert className={styles.note} type="info" showIcon title={t('isDraft')} />}
      {template.state === 'paused' && <Alert className={styles.note} type="warning" showIcon title={t('isPaused')} />}
      {template.state === 'ended' && <Alert className={styles.note} type="info" showIcon title={d('notGiven.ended')} />}
      <div className={styles.top}>
        <Section title={t('looks')}>
          <CouponTicket coupon={shownTemplate(template)} wording={wording} />
          <p className={styles.sentence}>{couponSentence(template.terms, wording)}</p>
        </Section>
        <Section title={t('figures')}>
          <CouponFigures figures={template.figures} />
        </Section>
      </div>
      <Section flush>
        {offered.length > 1 && (
          <ChoiceStrip
            label={t('parts')}
            value={part}
            options={offered.map((value) => ({ value, label: t(`part.${value}`) }))}
            onChange={(next) => narrow({ part: next === 'issued' ? undefined : next })}
          />
        )}
        {part === 'issued' && <IssuedCoupons template={template} onGive={mayIssue ? () => narrow({ part: 'member' }) : undefined} />}
        {part === 'batch' && <BatchIssue template={template} />}
        {part === 'member' && <GiveMember template={template} />}
        {part === 'codes' && <CodeBatches template={template} />}
      </Section>
    </Page>
  )
}

function Stock({ template: { stock, left } }: { template: TemplateDetail }) {
  const t = useTranslations('coupon.detail')
  const { count } = useFigures()
  return <span>{stock === null || left === null ? t('noEnd') : t('left', { left: count(left), stock: count(stock) })}</span>
}

function Acts({ template }: { template: TemplateDetail }) {
  const t = useTranslations('coupon.acts')
  const k = useTranslations('kit')
  const path = useConsolePath()
  const router = useRouter()
  const may = useMay('coupon:write')
  const acts = useTemplateActs(() => router.push(path('/coupons')))
  if (!may) return null
  const { state } = template
  const more = [
    { key: 'copy', label: t('copy'), onClick: () => void acts.copy(template) },
    ...(state === 'active' || state === 'paused'
      ? [{ key: 'end', label: t('end'), danger: true, onClick: () => void acts.end(template) }]
      : []),
    ...(state === 'draft' ? [{ key: 'delete', label: t('delete'), danger: true, onClick: () => void acts.remove(template) }] : []),
  ]
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items: more }}>
        <Button>{k('more')}</Button>
      </Dropdown>
      {state !== 'ended' && (
        <Link href={path(`/coupons/${template.id}/edit`)}>
          <Button tabIndex={-1}>{t('edit')}</Button>
        </Link>
      )}
      {state === 'active' && (
        <Button disabled={acts.busy} onClick={() => void acts.pause(template)}>
          {t('pause')}
        </Button>
      )}
      {(state === 'draft' || state === 'paused') && (
        <Button type="primary" disabled={acts.busy} onClick={() => void acts.start(template)}>
          {t(state === 'draft' ? 'start' : 'resume')}
        </Button>
      )}
    </>
  )
}
