'use client'

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Select } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useId } from 'react'
import type { GivesKind } from '@/server/engine/campaign/campaign'
import { CouponGifts } from '../draft/coupon-gifts'
import { CountInput, PointsInput } from '../kit/inputs'
import type { HeldEffect } from './campaign-draft'
import { withGives } from './campaign-draft'
import styles from './inputs.module.css'

type Props = { id?: string; value?: HeldEffect[]; onChange?: (value: HeldEffect[]) => void; onBlur?: () => void }

const MOST = 31
const kinds = ['points', 'growth', 'coupons', 'chances'] as const

/** What each day of a row of check-ins brings, and after how many days the row begins anew. */
export function CheckInTable({ id, value = [], onChange, onBlur }: Props) {
  const t = useTranslations('campaign.checkIn')
  // 第 1 天, and Day 1.
  const zh = useLocale() === 'zh'
  const cycleId = useId()
  const cycle = value[0]?.at.cycle ?? 7
  const change = (place: number, to: HeldEffect) => onChange?.(value.map((one, i) => (i === place ? to : one)))
  const add = () => {
    const taken = new Set(value.map(({ at }) => at.day))
    const day = Array.from({ length: cycle }, (_, i) => i + 1).find((one) => !taken.has(one)) ?? cycle
    onChange?.([...value, { at: { kind: 'checked_in', day, cycle }, gives: { kind: 'points', points: 5 }, limits: {} }])
  }
  return (
    <fieldset className={styles.rows} id={id} tabIndex={-1} aria-label={t('label')}>
      <Form.Item label={t('cycle')} htmlFor={cycleId} extra={t('cycleWhy')}>
        <CountInput
          id={cycleId}
          min={1}
          max={365}
          suffix={t('days')}
          value={cycle}
          onBlur={onBlur}
          onChange={(next) => onChange?.(value.map((one) => ({ ...one, at: { ...one.at, cycle: next } })))}
        />
      </Form.Item>
      {value
        .map((effect, place) => ({ effect, place, key: String(place) }))
        .map(({ effect, place, key }) => (
          <div className={styles.reward} key={key}>
            <CountInput
              aria-label={t('day', { number: place + 1 })}
              min={1}
              max={365}
              prefix={t('dayHead')}
              {...(zh ? { suffix: t('days') } : {})}
              value={effect.at.day ?? null}
              onBlur={onBlur}
              onChange={(day) => change(place, { ...effect, at: { ...effect.at, day } })}
            />
            <Select<GivesKind>
              aria-label={t('what', { number: place + 1 })}
              value={effect.gives.kind}
              onChange={(kind) => change(place, withGives(effect, kind))}
              options={kinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
            />
            <Reward number={place + 1} effect={effect} onBlur={onBlur} onChange={(to) => change(place, to)} />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('remove', { number: place + 1 })}
              onClick={() => onChange?.(value.filter((_, i) => i !== place))}
            />
          </div>
        ))}
      {value.length < MOST && (
        <div>
          <Button size="small" icon={<PlusOutlined />} onClick={add}>
            {t('add')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}

type RewardProps = { number: number; effect: HeldEffect; onChange: (to: HeldEffect) => void; onBlur: (() => void) | undefined }

function Reward({ number, effect, onChange, onBlur }: RewardProps) {
  const t = useTranslations('campaign.checkIn')
  const { gives } = effect
  const become = (change: Partial<HeldEffect['gives']>) => onChange({ ...effect, gives: { ...gives, ...change } })
  const label = t('amount', { number })
  switch (gives.kind) {
    case 'coupons':
      return <CouponGifts most={1} value={gives.coupons ?? []} onChange={(coupons) => become({ coupons: coupons ?? [] })} />
    case 'growth':
      return (
        <CountInput
          aria-label={label}
          min={1}
          suffix={t('growthUnit')}
          value={gives.growth ?? null}
          onBlur={onBlur}
          onChange={(growth) => become({ growth })}
        />
      )
    case 'chances':
      return (
        <CountInput
          aria-label={label}
          min={1}
          suffix={t('times')}
          value={gives.count ?? null}
          onBlur={onBlur}
          onChange={(count) => become({ count })}
        />
      )
    default:
      return (
        <PointsInput aria-label={label} min={1} value={gives.points ?? null} onBlur={onBlur} onChange={(points) => become({ points })} />
      )
  }
}
