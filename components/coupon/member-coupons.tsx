'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Pagination, Segmented, Select } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { EditDrawer } from '../draft/edit-drawer'
import { ColorMark } from '../kit/color-mark'
import { useDates } from '../kit/dates'
import { CountInput } from '../kit/inputs'
import { Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { ErrorState, TextSkeleton } from '../kit/states'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import type { CouponLine } from './answers'
import { CouponStanding } from './coupon-state'
import { firstCoupons } from './first-coupons'
import styles from './member-coupons.module.css'
import { StepsDrawer } from './steps-drawer'
import { UsedWhere } from './used-where'
import { WithdrawDrawer } from './withdraw-drawer'

const PAGE = firstCoupons.pageSize
const shown = ['usable', 'used', 'all'] as const

/** The coupons of one member: what can be used now, what was used, and all there ever were. */
export function MemberCouponsCard({ memberId, closed }: { memberId: string; closed: boolean }) {
  const t = useTranslations('coupon.ofMember')
  const trpc = useTRPC()
  const mayIssue = useMay('coupon:issue')
  const [kind, setKind] = useState<(typeof shown)[number]>(firstCoupons.standing)
  const [page, setPage] = useState(1)
  const [giving, setGiving] = useState(false)
  const [withdrawn, setWithdrawn] = useState<CouponLine>()
  const [opened, setOpened] = useState<CouponLine>()
  const asked = { memberId, ...(kind === 'all' ? {} : { standing: kind }), page, pageSize: PAGE }
  const found = useQuery({ ...trpc.coupon.ofMember.queryOptions(asked), placeholderData: keepPreviousData })
  return (
    <Section
      title={t('title')}
      actions={
        mayIssue &&
        !closed && (
          <Button size="small" onClick={() => setGiving(true)}>
            {t('give')}
          </Button>
        )
      }
    >
      <Segmented
        block
        className={styles.kinds}
        aria-label={t('which')}
        value={kind}
        onChange={(value) => {
          setKind(value)
          setPage(1)
        }}
        options={shown.map((value) => ({ value, label: t(`shown.${value}`) }))}
      />
      {found.error ? (
        <ErrorState error={found.error} retry={found.refetch} />
      ) : !found.data ? (
        <TextSkeleton />
      ) : found.data.rows.length === 0 ? (
        <p className={styles.none}>{t(`none.${kind}`)}</p>
      ) : (
        <ul className={styles.list}>
          {found.data.rows.map((row) => (
            <Line
              key={row.id}
              coupon={row}
              onOpen={() => setOpened(row)}
              onWithdraw={mayIssue && row.state === 'held' ? () => setWithdrawn(row) : undefined}
            />
          ))}
        </ul>
      )}
      {found.data && found.data.total > PAGE && (
        <Pagination size="small" align="end" simple current={page} pageSize={PAGE} total={found.data.total} onChange={setPage} />
      )}
      <GiveDrawer memberId={memberId} open={giving} onClose={() => setGiving(false)} />
      <StepsDrawer coupon={opened} onClose={() => setOpened(undefined)} />
      <WithdrawDrawer coupon={withdrawn} onClose={() => setWithdrawn(undefined)} />
    </Section>
  )
}

function Line({ coupon, onOpen, onWithdraw }: { coupon: CouponLine; onOpen: () => void; onWithdraw: (() => void) | undefined }) {
  const t = useTranslations('coupon.ofMember')
  const d = useTranslations('coupon')
  const path = useConsolePath()
  const dates = useDates()
  return (
    <li className={styles.line}>
      <span className={styles.head}>
        <Link href={path(`/coupons/${coupon.template.id}`)}>
          <ColorMark color={coupon.template.color}>{coupon.template.name}</ColorMark>
        </Link>
        <CouponStanding standing={coupon.standing} />
      </span>
      <span className={styles.quiet}>
        {t('until', { date: dates.day(coupon.validUntil) })} · {d(`origins.${coupon.origin}`)} ·{' '}
        <Button type="link" size="small" className={styles.act} onClick={onOpen}>
          {coupon.number}
        </Button>
      </span>
      {coupon.usedAt && <UsedWhere coupon={coupon} />}
      {onWithdraw && (
        <span>
          <Button
            size="small"
            type="link"
            danger
            className={styles.act}
            aria-label={t('withdrawOne', { number: coupon.number })}
            onClick={onWithdraw}
          >
            {t('withdraw')}
          </Button>
        </span>
      )}
    </li>
  )
}

const Gift = z.strictObject({ templateId: z.uuid(), count: z.int().min(1).max(20), reason: z.string().trim().min(1).max(200) })

function GiveDrawer({ memberId, open, onClose }: { memberId: string; open: boolean; onClose: () => void }) {
  const t = useTranslations('coupon.give')
  return (
    <EditDrawer title={t('drawer')} open={open} onClose={onClose}>
      {(drawer) => <GiveForm memberId={memberId} {...drawer} onClose={onClose} />}
    </EditDrawer>
  )
}

function GiveForm({
  memberId,
  touched,
  leave,
  onClose,
}: {
  memberId: string
  touched: () => void
  leave: () => void
  onClose: () => void
}) {
  const t = useTranslations('coupon.give')
  const trpc = useTRPC()
  const path = useConsolePath()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const [requestKey] = useState(() => crypto.randomUUID())
  const templates = useQuery(trpc.coupon.options.queryOptions())
  const issue = useMutation(trpc.coupon.issueByHand.mutationOptions())
  const given = (templates.data ?? []).filter((template) => template.state === 'active')
  return (
    <ZodForm
      schema={Gift}
      initial={{ count: 1 }}
      submit={t('do')}
      word="coupon"
      onCancel={leave}
      onValues={touched}
      onSubmit={async (gift) => {
        const { coupons } = await issue.mutateAsync({ ...gift, memberId, requestKey })
        await queryClient.invalidateQueries(trpc.coupon.pathFilter())
        onClose()
        done(t('done', { count: coupons.length }))
      }}
    >
      <Field
        name="templateId"
        label={t('template')}
        extra={templates.data && given.length === 0 && <Link href={path('/coupons')}>{t('noTemplates')}</Link>}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('choose')}
          loading={templates.isPending}
          options={given.map((template) => ({ value: template.id, label: template.name }))}
        />
      </Field>
      <Field name="count" label={t('count')}>
        <CountInput min={1} max={20} suffix={t('unit')} />
      </Field>
      <Field name="reason" label={t('reason')} extra={t('reasonWhy')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={200} />
      </Field>
    </ZodForm>
  )
}
