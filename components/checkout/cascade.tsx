'use client'

import { Form } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { type CSSProperties, useState } from 'react'
import type { CheckoutPolicy } from '@/server/engine/checkout/policy'
import type { Quote } from '@/server/engine/quote/answer'
import { foldText } from '@/server/engine/sentence/checkout'
import { useFigures, useSetting } from '../kit/figures'
import { MoneyInput, PointsInput } from '../kit/inputs'
import styles from './cascade.module.css'
import { EXAMPLE_OFF_BPS, type Example, exampleQuote } from './example'

/** The way of a price as a picture: an example goes down stage by stage, priced by the very policy beside it. */
export function Cascade({ policy }: { policy: CheckoutPolicy }) {
  const t = useTranslations('checkout.example')
  const { money, digits } = useFigures()
  const { pointsName } = useSetting()
  const unit = 10 ** digits
  const [example, setExample] = useState<Example>({ goods: 300 * unit, coupon: 20 * unit, points: 5_000, shipping: 10 * unit })
  const quote = exampleQuote(policy, example)
  const take = (part: keyof Example) => (value: number | null) =>
    setExample((held) => ({ ...held, [part]: Math.min(Math.max(0, Math.round(value ?? 0)), MOST) }))
  return (
    <section className={styles.card} aria-label={t('title')}>
      <h3 className={styles.title}>{t('title')}</h3>
      <Form layout="vertical" component="div" className={styles.asked}>
        <Form.Item label={t('goods')} htmlFor="example-goods">
          <MoneyInput id="example-goods" value={example.goods} onChange={take('goods')} />
        </Form.Item>
        <Form.Item label={t('coupon')} htmlFor="example-coupon">
          <MoneyInput id="example-coupon" value={example.coupon} onChange={take('coupon')} />
        </Form.Item>
        <Form.Item label={t('points', { name: pointsName })} htmlFor="example-points">
          <PointsInput id="example-points" value={example.points} onChange={take('points')} />
        </Form.Item>
        <Form.Item label={t('shipping')} htmlFor="example-shipping">
          <MoneyInput id="example-shipping" value={example.shipping} onChange={take('shipping')} />
        </Form.Item>
      </Form>
      <Flow quote={quote} policy={policy} coupon={example.coupon} />
      <p className={styles.payable} data-testid="example-payable">
        <span>{t('payable')}</span>
        <strong>{money(quote.payable)}</strong>
      </p>
    </section>
  )
}

const MOST = 9_000_000_000_000

type Row = { key: string; name: string; note: string; off: number; left: number }

function Flow({ quote, policy, coupon }: { quote: Quote; policy: CheckoutPolicy; coupon: number }) {
  const t = useTranslations('checkout.example')
  const { money } = useFigures()
  const { pointsName } = useSetting()
  const note = useNotes(quote, policy, coupon)
  const rows = quote.cascade.flatMap(({ stage, off, left }): Row[] => {
    // In the example no activity price differs; the two stages that set the price are one.
    if (stage === 'activity') return []
    if (stage === 'shipping') return [{ key: stage, name: t('stages.shipping'), note: note.shipping, off: -quote.shipping.payable, left }]
    return [{ key: stage, name: t(`stages.${stage}`, { name: pointsName }), note: note[stage], off, left }]
  })
  const wide = (amount: number): CSSProperties => ({ inlineSize: `${quote.goods > 0 ? Math.min(100, (amount / quote.goods) * 100) : 0}%` })
  return (
    <ol className={styles.flow} data-testid="cascade">
      <li className={styles.stage}>
        <p className={styles.line}>
          <strong>{t('stages.goods')}</strong>
          <span className={styles.left}>{money(quote.goods)}</span>
        </p>
        <span className={styles.bar} style={wide(quote.goods)} />
      </li>
      {rows.map(({ key, name, note, off, left }) => (
        <li key={key} className={styles.stage} data-stage={key} data-idle={off === 0 || undefined}>
          <p className={styles.line}>
            <strong>{name}</strong>
            <span className={styles.off}>{off === 0 ? '—' : `${off > 0 ? '−' : '+'}${money(Math.abs(off))}`}</span>
            <span className={styles.left}>{money(left)}</span>
          </p>
          <p className={styles.note}>{note}</p>
          <span className={styles.bar} style={wide(left)} />
        </li>
      ))}
    </ol>
  )
}

/** What each stage did, or why it did nothing. */
function useNotes(quote: Quote, policy: CheckoutPolicy, coupon: number) {
  const t = useTranslations('checkout.example.notes')
  const locale = useLocale()
  const { money, count } = useFigures()
  const { pointsName } = useSetting()
  const names = new Map(policy.reductions.map((one) => [one.id, one.name]))
  const applied = quote.reductions.filter((outcome) => outcome.applied)
  const closest = quote.reductions.flatMap((outcome) =>
    !outcome.applied && outcome.because === 'below' && outcome.detail !== undefined
      ? [
          {
            name: names.get(outcome.reduction) ?? '',
            missing: outcome.detail,
            by: policy.reductions.find((one) => one.id === outcome.reduction)?.by,
          },
        ]
      : [],
  )[0]
  const reduction = (): string => {
    if (applied.length > 0) return t('reduced', { names: applied.map((outcome) => names.get(outcome.reduction) ?? '').join('、') })
    if (closest)
      return t('below', {
        name: closest.name,
        missing: closest.by === 'quantity' ? t('items', { count: closest.missing }) : money(closest.missing),
      })
    return t('noReduction')
  }
  const [took] = quote.coupons
  const couponNote = (): string => {
    if (coupon === 0) return t('noCoupon')
    if (took?.applied && took.off < coupon) return t('couponPart', { worth: money(coupon) })
    return took?.applied ? t('coupon', { worth: money(coupon) }) : t('couponIdle')
  }
  const points = (): string => {
    if (policy.pointsAsCash === undefined) return t('noPoints', { name: pointsName })
    if (quote.points.used === 0) return t('pointsIdle', { name: pointsName })
    return t('points', { name: pointsName, used: count(quote.points.used), worth: money(quote.points.worth) })
  }
  return {
    // A Chinese price is so many tenths of the whole, an English one so many hundredths.
    price: t('price', { rate: locale === 'zh' ? foldText(EXAMPLE_OFF_BPS) : String((10_000 - EXAMPLE_OFF_BPS) / 100) }),
    reduction: reduction(),
    coupon: couponNote(),
    points: points(),
    shipping: quote.shipping.free === null ? t('shipping') : t('shippingFree'),
  }
}
