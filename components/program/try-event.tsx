'use client'

import { DatePicker, Form, Input, Select, TimePicker } from 'antd'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { Surround } from '@/server/engine/sentence/wording'
import type { OrderRecord } from '@/server/engine/state'
import { CountInput, MoneyInput } from '../kit/inputs'
import { amountKinds, type EventForm, trialKinds } from './trial-form'
import { TryLines } from './try-lines'
import styles from './try-page.module.css'
import { TryRefund } from './try-refund'

type Props = {
  form: EventForm
  document: ProgramDocument
  surround: Surround & { stores: { id: string; name: string }[] }
  /** The orders the member has, by their names in the book. */
  book: ReadonlyMap<string, OrderRecord>
  zone: string
  onChange: (change: Partial<EventForm>) => void
}

/** What happens, and when: an event of any kind, or time alone. */
export function TryEvent({ form, document, surround, book, zone, onChange }: Props) {
  const t = useTranslations('program.try')
  const id = useId()
  const { kind } = form
  const events = document.events ?? []
  const offered = trialKinds.filter((one) => one !== 'custom' || events.length > 0)
  const isOrder = kind === 'order.paid'
  const whole = (n: number | null) => Math.max(0, Math.round(n ?? 0))
  return (
    <>
      <Form.Item label={t('kind')} htmlFor={`${id}kind`}>
        <Select
          id={`${id}kind`}
          listHeight={440}
          value={kind}
          onChange={(value) => onChange({ kind: value, event: value === 'custom' ? (events[0]?.key ?? null) : null })}
          options={offered.map((value) => ({ value, label: t(`kinds.${value.replace('.', '_') as KindKey}`) }))}
        />
      </Form.Item>
      {kind === 'custom' && (
        <Form.Item label={t('event')} htmlFor={`${id}event`}>
          <Select
            id={`${id}event`}
            value={form.event}
            onChange={(event: string) => onChange({ event })}
            options={events.map((event) => ({ value: event.key, label: event.name }))}
          />
        </Form.Item>
      )}
      {((isOrder && form.lines.length === 0) || amountKinds.has(kind)) && (
        <Form.Item label={t(isOrder ? 'amount' : 'sum')} htmlFor={`${id}amount`}>
          <MoneyInput id={`${id}amount`} value={form.amount} onChange={(n) => onChange({ amount: whole(n) })} />
        </Form.Item>
      )}
      {isOrder && <TryLines form={form} document={document} onChange={onChange} />}
      {(kind === 'order.refunded' || kind === 'order.completed') && (
        <TryRefund form={form} book={book} surround={surround} onChange={onChange} />
      )}
      <div className={styles.pair}>
        <Form.Item label={t('day')} htmlFor={`${id}day`} extra={zone}>
          <DatePicker
            id={`${id}day`}
            className={styles.full}
            placeholder={t('today')}
            onChange={(_, text) => onChange({ day: typeof text === 'string' && text !== '' ? text : null })}
          />
        </Form.Item>
        {kind !== 'time' && (
          <Form.Item label={t('time')} htmlFor={`${id}time`}>
            <TimePicker
              id={`${id}time`}
              className={styles.full}
              format="HH:mm"
              needConfirm={false}
              placeholder={t('noTime')}
              onChange={(_, text) => onChange({ time: typeof text === 'string' && text !== '' ? text : null })}
            />
          </Form.Item>
        )}
      </div>
      {kind !== 'time' && (
        <details className={styles.more}>
          <summary>{t('aboutEvent')}</summary>
          {isOrder && form.lines.length === 0 && (
            <Form.Item label={t('quantity')} htmlFor={`${id}quantity`}>
              <CountInput
                id={`${id}quantity`}
                value={form.quantity}
                onChange={(n) => onChange({ quantity: Math.min(1_000_000, Math.max(1, whole(n))) })}
              />
            </Form.Item>
          )}
          {isOrder && (
            <div className={styles.pair}>
              <Form.Item label={t('discount')} htmlFor={`${id}discount`} extra={t('discountHint')}>
                <MoneyInput id={`${id}discount`} value={form.discount} onChange={(n) => onChange({ discount: whole(n) })} />
              </Form.Item>
              <Form.Item label={t('shipping')} htmlFor={`${id}shipping`}>
                <MoneyInput id={`${id}shipping`} value={form.shipping} onChange={(n) => onChange({ shipping: whole(n) })} />
              </Form.Item>
            </div>
          )}
          <Form.Item label={t('channel')} htmlFor={`${id}channel`}>
            <Input
              id={`${id}channel`}
              value={form.channel}
              maxLength={64}
              placeholder={t('channelHint')}
              onChange={(e) => onChange({ channel: e.target.value })}
            />
          </Form.Item>
          {surround.stores.length > 0 && (
            <Form.Item label={t('store')} htmlFor={`${id}store`}>
              <Select
                id={`${id}store`}
                allowClear
                placeholder={t('noStore')}
                value={form.storeId}
                onChange={(store: string | undefined) => onChange({ storeId: store ?? null })}
                options={surround.stores.map((store) => ({ value: store.id, label: store.name }))}
              />
            </Form.Item>
          )}
        </details>
      )}
    </>
  )
}

type KindKey =
  | 'order_paid'
  | 'order_completed'
  | 'order_refunded'
  | 'member_registered'
  | 'member_profile_completed'
  | 'member_checked_in'
  | 'member_shared'
  | 'member_reviewed'
  | 'member_referred'
  | 'stored_recharged'
  | 'membership_purchased'
  | 'custom'
  | 'time'
