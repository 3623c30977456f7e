'use client'

import { Form, Radio, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { isoOf } from '@/server/engine/calendar/day'
import { dateText, type Surround } from '@/server/engine/sentence/wording'
import type { BookedLine, OrderRecord } from '@/server/engine/state'
import { CountInput, MoneyInput } from '../kit/inputs'
import type { EventForm } from './trial-form'

type Props = { form: EventForm; book: ReadonlyMap<string, OrderRecord>; surround: Surround; onChange: (change: Partial<EventForm>) => void }

/** Which order is meant, and for a refund, what comes back of it. */
export function TryRefund({ form, book, surround, onChange }: Props) {
  const t = useTranslations('program.try')
  const id = useId()
  const order = form.order === null ? undefined : book.get(form.order)
  const named = (key: string, record: OrderRecord): string => {
    const no = key.split('\n')[1] ?? ''
    return t('orderOf', {
      no: no.startsWith('trial-') ? t('triedOrder') : no,
      day: dateText(isoOf(record.day), surround.language),
      amount: surround.money(record.paid - record.refunded),
    })
  }
  const lineName = ([line, , , , , about]: BookedLine): string =>
    [about?.sku, about?.category].filter(Boolean).join(' · ') || t('lineNo', { no: line })
  const refunds = form.kind === 'order.refunded'
  return (
    <>
      <Form.Item label={t('whichOrder')} htmlFor={`${id}order`} extra={book.size === 0 ? t('noOrders') : undefined}>
        <Select
          id={`${id}order`}
          allowClear
          placeholder={t('chooseOrder')}
          value={form.order}
          onChange={(key: string | undefined) =>
            onChange({ order: key ?? null, refundLines: {}, ...(key === undefined ? { refundBy: 'amount' } : {}) })
          }
          options={[...book].toReversed().map(([key, record]) => ({ value: key, label: named(key, record) }))}
        />
      </Form.Item>
      {refunds && (
        <Form.Item label={t('refundBy')}>
          <Radio.Group
            value={form.order === null ? 'amount' : form.refundBy}
            onChange={(e) => onChange({ refundBy: e.target.value })}
            options={[
              { value: 'all', label: t('refundAll'), disabled: form.order === null },
              { value: 'amount', label: t('refundAmount') },
              { value: 'lines', label: t('refundLines'), disabled: form.order === null },
            ]}
          />
        </Form.Item>
      )}
      {refunds && (form.refundBy === 'amount' || form.order === null) && (
        <Form.Item label={t('refundSum')} htmlFor={`${id}sum`}>
          <MoneyInput
            id={`${id}sum`}
            value={form.refundAmount}
            onChange={(n) => onChange({ refundAmount: Math.max(0, Math.round(n ?? 0)) })}
          />
        </Form.Item>
      )}
      {refunds &&
        form.refundBy === 'lines' &&
        order?.lines.map((line) => (
          <Form.Item key={line[0]} label={t('backOf', { name: lineName(line), left: line[1] - line[3] })} htmlFor={`${id}${line[0]}`}>
            <CountInput
              id={`${id}${line[0]}`}
              value={form.refundLines[line[0]] ?? 0}
              onChange={(n) =>
                onChange({ refundLines: { ...form.refundLines, [line[0]]: Math.min(line[1] - line[3], Math.max(0, Math.round(n ?? 0))) } })
              }
            />
          </Form.Item>
        ))}
    </>
  )
}
