'use client'

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { ProgramDocument } from '@/server/engine/program/document'
import { CountInput, MoneyInput } from '../kit/inputs'
import type { EventForm, LineForm } from './trial-form'
import { FieldInputs } from './try-fields'
import styles from './try-page.module.css'

const MOST_LINES = 20

/** The goods of an order, line by line; without lines the order is one amount. */
export function TryLines({
  form,
  document,
  onChange,
}: {
  form: EventForm
  document: ProgramDocument
  onChange: (change: Partial<EventForm>) => void
}) {
  const t = useTranslations('program.try')
  const id = useId()
  const fields = (document.fields ?? []).filter((field) => field.subject === 'line')
  const { lines } = form
  const set = (key: string, change: Partial<LineForm>) =>
    onChange({ lines: lines.map((line) => (line.key === key ? { ...line, ...change } : line)) })
  const add = () => {
    const amount = lines.length === 0 ? form.amount : 0
    const quantity = lines.length === 0 ? form.quantity : 1
    onChange({ lines: [...lines, { key: `${Date.now()}${lines.length}`, sku: '', category: '', quantity, amount, fields: {} }] })
  }
  return (
    <>
      {lines.map((line, place) => {
        const name = `${id}${line.key}`
        return (
          <fieldset key={line.key} className={styles.goods}>
            <legend>
              {t('lineNo', { no: place + 1 })}
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined aria-hidden />}
                aria-label={t('removeLine', { no: place + 1 })}
                onClick={() => onChange({ lines: lines.filter((one) => one.key !== line.key) })}
              />
            </legend>
            <div className={styles.pair}>
              <Form.Item label={t('sku')} htmlFor={`${name}sku`}>
                <Input id={`${name}sku`} maxLength={64} value={line.sku} onChange={(e) => set(line.key, { sku: e.target.value })} />
              </Form.Item>
              <Form.Item label={t('category')} htmlFor={`${name}category`}>
                <Input
                  id={`${name}category`}
                  maxLength={64}
                  value={line.category}
                  onChange={(e) => set(line.key, { category: e.target.value })}
                />
              </Form.Item>
              <Form.Item label={t('lineAmount')} htmlFor={`${name}amount`}>
                <MoneyInput
                  id={`${name}amount`}
                  value={line.amount}
                  onChange={(n) => set(line.key, { amount: Math.max(0, Math.round(n ?? 0)) })}
                />
              </Form.Item>
              <Form.Item label={t('quantity')} htmlFor={`${name}quantity`}>
                <CountInput
                  id={`${name}quantity`}
                  value={line.quantity}
                  onChange={(n) => set(line.key, { quantity: Math.min(1_000_000, Math.max(1, Math.round(n ?? 1))) })}
                />
              </Form.Item>
            </div>
            <FieldInputs fields={fields} values={line.fields} onChange={(values) => set(line.key, { fields: values })} />
          </fieldset>
        )
      })}
      {lines.length < MOST_LINES && (
        <Button type="dashed" block icon={<PlusOutlined aria-hidden />} onClick={add} className={styles.addLine}>
          {t(lines.length === 0 ? 'byLines' : 'addLine')}
        </Button>
      )}
    </>
  )
}
