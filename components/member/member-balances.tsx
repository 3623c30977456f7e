'use client'

import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import type { MemberDetail } from '@/server/member/read-member'
import { DataTable } from '../kit/data-table'
import { DateText } from '../kit/dates'
import { Count, Money, Points, useSetting } from '../kit/figures'
import styles from './member-balances.module.css'

const Line = ({ label, note, children }: { label: string; note?: string; children: ReactNode }) => (
  <div className={styles.line}>
    <dt>
      {label}
      {note && <small>{note}</small>}
    </dt>
    <dd>{children}</dd>
  </div>
)

/** What a member holds and has spent. */
export function Balances({ member }: { member: MemberDetail }) {
  const t = useTranslations('member')
  const { pointsName } = useSetting()
  return (
    <dl className={styles.list}>
      <Line label={t('available', { name: pointsName })}>
        <strong className={styles.big}>
          <Points value={member.points.available} bare />
        </strong>
      </Line>
      {member.pending.length > 0 && (
        <Line label={t('pending.title')} note={t('pending.why', { name: pointsName })}>
          <Points value={member.pending.reduce((sum, lot) => sum + lot.left, 0)} bare />
        </Line>
      )}
      {member.points.owed > 0 && (
        <Line label={t('owed', { name: pointsName })} note={t('owedWhy', { name: pointsName })}>
          <Points value={member.points.owed} bare />
        </Line>
      )}
      {member.growth !== 0 && (
        <Line label={t('growth')}>
          <Count value={member.growth} />
        </Line>
      )}
      <Line label={t('netSpend')}>
        <Money value={member.netSpend} />
      </Line>
      <Line label={t('orderCount')}>
        <Count value={member.orderCount} />
      </Line>
      <Line label={t('lastOrder')}>{member.lastOrderOn ? <DateText day={member.lastOrderOn} /> : t('never')}</Line>
    </dl>
  )
}

const FIRST_LOTS = 6

/** Earned batches with what is left of each and its last day. */
export function Lots({ lots }: { lots: MemberDetail['lots'] }) {
  const t = useTranslations('member')
  const { pointsName } = useSetting()
  const [all, setAll] = useState(false)
  if (lots.length === 0) return <p className={styles.none}>{t('lotsNone', { name: pointsName })}</p>
  return (
    <>
      <DataTable
        label={t('lots', { name: pointsName })}
        columns={[
          { key: 'left', title: t('lot.left'), align: 'right', render: (lot) => <Points value={lot.left} bare /> },
          { key: 'expires', title: t('lot.expires'), render: (lot) => (lot.expiresOn ? <DateText day={lot.expiresOn} /> : t('lot.never')) },
          { key: 'earned', title: t('lot.earned'), render: (lot) => <DateText day={lot.earnedOn} /> },
        ]}
        rowKey={(lot) => lot.key}
        rows={lots.slice(0, all ? lots.length : FIRST_LOTS).map((lot, place) => ({ ...lot, key: String(place) }))}
        empty={null}
      />
      {!all && lots.length > FIRST_LOTS && (
        <Button type="link" onClick={() => setAll(true)}>
          {t('lot.rest', { count: lots.length - FIRST_LOTS })}
        </Button>
      )}
    </>
  )
}

/** Points that cannot be spent yet, the next to become active first. */
export function PendingLots({ lots }: { lots: MemberDetail['pending'] }) {
  const t = useTranslations('member')
  return (
    <DataTable
      label={t('pending.title')}
      columns={[
        { key: 'left', title: t('pending.left'), align: 'right', render: (lot) => <Points value={lot.left} bare /> },
        {
          key: 'activates',
          title: t('pending.activates'),
          render: (lot) => (lot.activatesOn ? <DateText day={lot.activatesOn} /> : t('pending.waits')),
        },
        { key: 'earned', title: t('lot.earned'), render: (lot) => <DateText day={lot.earnedOn} /> },
      ]}
      rowKey={(lot) => lot.key}
      rows={lots.map((lot, place) => ({ ...lot, key: String(place) }))}
      empty={null}
    />
  )
}
