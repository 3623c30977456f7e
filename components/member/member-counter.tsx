'use client'

import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { MemberLine } from '@/server/member/list-members'
import { ColorMark } from '../kit/color-mark'
import { useFigures, useSetting } from '../kit/figures'
import { Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { EmptyState, ErrorState, TextSkeleton } from '../kit/states'
import { useTRPC } from '../trpc/client'
import styles from './member-counter.module.css'
import { SpendPoints } from './points-drawers'

const MOST_SHOWN = 10

/** The counter: find a member, see tier and points, spend points. Made for one hand on a phone. */
export function MemberCounter() {
  const t = useTranslations('member')
  const trpc = useTRPC()
  const [typed, setTyped] = useState('')
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<string>()
  const [opened, setOpened] = useState(false)
  const found = useQuery({ ...trpc.member.list.queryOptions({ search, pageSize: MOST_SHOWN }), enabled: search !== '' })
  const rows = found.data?.rows ?? []
  const member = rows.find((row) => row.id === chosen) ?? (rows.length === 1 ? rows[0] : undefined)
  const look = () => {
    setChosen(undefined)
    setOpened(false)
    setSearch(typed.trim())
  }
  return (
    <Section title={t('counter.find')}>
      <form
        className={styles.find}
        onSubmit={(event) => {
          event.preventDefault()
          look()
        }}
      >
        <Input
          size="large"
          type="search"
          aria-label={t('counter.find')}
          placeholder={t('counter.findHint')}
          value={typed}
          autoComplete="off"
          maxLength={80}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button size="large" type="primary" htmlType="submit" disabled={typed.trim() === ''}>
          {t('counter.go')}
        </Button>
      </form>
      <div aria-live="polite" className={styles.result} data-room={search === '' ? undefined : opened ? 'form' : 'member'}>
        {search === '' ? null : found.error ? (
          <ErrorState error={found.error} retry={found.refetch} />
        ) : !found.data ? (
          <TextSkeleton rows={2} />
        ) : member ? (
          <Counted
            key={member.id}
            member={member}
            onSpend={() => setOpened(true)}
            onOther={rows.length > 1 ? () => setChosen(undefined) : undefined}
          />
        ) : rows.length === 0 ? (
          <EmptyState title={t('counter.nobody')} why={t('counter.nobodyWhy')} />
        ) : (
          <>
            <p className={styles.quiet}>{t('counter.found', { count: found.data.total })}</p>
            <ul className={styles.found}>
              {rows.map((row) => (
                <li key={row.id}>
                  <button type="button" className={styles.choice} onClick={() => setChosen(row.id)}>
                    <Who member={row} />
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Section>
  )
}

function Who({ member }: { member: MemberLine }) {
  const t = useTranslations('member')
  return (
    <span className={styles.who}>
      <span className={styles.name}>{member.name ?? t('unnamed')}</span>
      <span className={styles.quiet}>{[member.phone, member.code].filter(Boolean).join(' · ')}</span>
      <span>{member.tier ? <ColorMark color={member.tier.color}>{member.tier.name}</ColorMark> : t('noTier')}</span>
    </span>
  )
}

type CountedProps = {
  member: MemberLine
  /** Hears that the form is opened. */
  onSpend: () => void
  onOther?: (() => void) | undefined
}

function Counted({ member, onSpend, onOther }: CountedProps) {
  const t = useTranslations('member')
  const path = useConsolePath()
  const { count } = useFigures()
  const { pointsName } = useSetting()
  const [spending, setSpending] = useState(false)
  const maySpend = useMay('points:spend')
  const available = Math.max(0, member.points + member.debt)
  return (
    <div className={styles.counted}>
      <div className={styles.head}>
        <Who member={member} />
        <span className={styles.points}>
          <strong>{count(available)}</strong>
          <span className={styles.quiet}>{t('available', { name: pointsName })}</span>
        </span>
      </div>
      {spending ? (
        <div className={styles.form}>
          <SpendPoints memberId={member.id} available={available} onDone={() => setSpending(false)} onCancel={() => setSpending(false)} />
        </div>
      ) : (
        <div className={styles.acts}>
          {maySpend && (
            <Button
              size="large"
              type="primary"
              block
              disabled={available === 0}
              onClick={() => {
                onSpend()
                setSpending(true)
              }}
            >
              {t('counter.spend', { name: pointsName })}
            </Button>
          )}
          <Link href={path(`/members/${member.id}`)} className={styles.link}>
            {t('counter.open')}
          </Link>
          {onOther && (
            <Button size="large" block onClick={onOther}>
              {t('counter.other')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
