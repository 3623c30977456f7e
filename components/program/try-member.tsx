'use client'

import { DatePicker, Form, Segmented, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { Described } from '@/server/engine/program/trial'
import { MemberSelect } from '../draft/member-select'
import { CountInput, MoneyInput, PointsInput } from '../kit/inputs'
import { FieldInputs } from './try-fields'
import styles from './try-page.module.css'
import type { Who } from './use-trial'

type Props = { who: Who; document: ProgramDocument; onChange: (who: Who) => void }

/** Who it is tried on: somebody described in a few words, or a member of the house. */
export function TryMember({ who, document, onChange }: Props) {
  const t = useTranslations('program.try')
  const [real, setReal] = useState(who.memberId !== null)
  return (
    <>
      <Segmented
        block
        className={styles.switch}
        aria-label={t('who')}
        value={real ? 'real' : 'described'}
        onChange={(value) => {
          setReal(value === 'real')
          if (value === 'described') onChange({ ...who, memberId: null })
        }}
        options={[
          { value: 'described', label: t('whoDescribed') },
          { value: 'real', label: t('whoReal') },
        ]}
      />
      {real ? (
        <RealMember memberId={who.memberId} onChange={(memberId) => onChange({ ...who, memberId })} />
      ) : (
        <DescribedMember member={who.described} document={document} onChange={(described) => onChange({ ...who, described })} />
      )}
    </>
  )
}

function RealMember({ memberId, onChange }: { memberId: string | null; onChange: (id: string | null) => void }) {
  const t = useTranslations('program.try')
  const id = useId()
  return (
    <Form.Item label={t('find')} htmlFor={id} extra={t('findHint')}>
      <MemberSelect id={id} value={memberId} onChange={(chosen) => onChange(chosen ?? null)} />
    </Form.Item>
  )
}

function DescribedMember({
  member,
  document,
  onChange,
}: {
  member: Described
  document: ProgramDocument
  onChange: (member: Described) => void
}) {
  const t = useTranslations('program.try')
  const id = useId()
  const ladder = document.ladders.find((one) => one.primary) ?? document.ladders[0]
  const measure = ladder?.spec.measure
  const set = (change: Partial<Described>) => onChange({ ...member, ...change })
  const whole = (n: number | null) => Math.max(0, Math.round(n ?? 0))
  const onTier = (tierId: string) => {
    const threshold = ladder?.tiers.find((tier) => tier.id === tierId)?.threshold ?? 0
    // Somebody on a tier has reached it; figures that were typed beyond it stay.
    set({
      tierId,
      ...(measure === 'net_spend' ? { spend: threshold } : {}),
      ...(measure === 'order_count' ? { orders: threshold } : {}),
      ...(measure === 'growth' ? { growth: threshold } : {}),
    })
  }
  const fields = (document.fields ?? []).filter((field) => field.subject === 'member')
  return (
    <>
      <Form.Item label={t('member')} htmlFor={`${id}tier`}>
        <Select
          id={`${id}tier`}
          value={member.tierId}
          onChange={onTier}
          options={(ladder?.tiers ?? []).map((tier) => ({ value: tier.id, label: t('sample', { tier: tier.name }) }))}
        />
      </Form.Item>
      <details className={styles.more}>
        <summary>{t('aboutMember')}</summary>
        <div className={styles.pair}>
          <Form.Item label={t('joined')} htmlFor={`${id}joined`}>
            <CountInput
              id={`${id}joined`}
              suffix={t('days')}
              value={member.joinedDaysAgo}
              onChange={(n) => set({ joinedDaysAgo: Math.min(36_500, whole(n)) })}
            />
          </Form.Item>
          <Form.Item label={t('points')} htmlFor={`${id}points`}>
            <PointsInput id={`${id}points`} value={member.points} onChange={(n) => set({ points: whole(n) })} />
          </Form.Item>
          <Form.Item label={t('spend')} htmlFor={`${id}spend`}>
            <MoneyInput id={`${id}spend`} value={member.spend} onChange={(n) => set({ spend: whole(n) })} />
          </Form.Item>
          <Form.Item label={t('orders')} htmlFor={`${id}orders`}>
            <CountInput id={`${id}orders`} value={member.orders} onChange={(n) => set({ orders: whole(n) })} />
          </Form.Item>
          <Form.Item label={t('growth')} htmlFor={`${id}growth`}>
            <CountInput id={`${id}growth`} value={member.growth} onChange={(n) => set({ growth: whole(n) })} />
          </Form.Item>
          <Form.Item label={t('birthday')} htmlFor={`${id}birthday`}>
            <DatePicker
              id={`${id}birthday`}
              className={styles.full}
              format="MM-DD"
              placeholder={t('unknown')}
              onChange={(_, text) => set({ birthday: typeof text === 'string' && text !== '' ? text : null })}
            />
          </Form.Item>
        </div>
        <Form.Item label={t('tags')} htmlFor={`${id}tags`}>
          <Select
            id={`${id}tags`}
            mode="tags"
            open={false}
            suffixIcon={null}
            placeholder={t('tagsHint')}
            value={member.tags}
            onChange={(tags: string[]) => set({ tags: tags.map((tag) => tag.trim().slice(0, 64)).filter((tag) => tag !== '') })}
          />
        </Form.Item>
        <FieldInputs fields={fields} values={member.fields} onChange={(values) => set({ fields: values })} />
      </details>
    </>
  )
}
