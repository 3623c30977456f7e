'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Measure } from '@/server/engine/ladder/ladder'
import { amountText } from '@/server/engine/sentence/measure'
import type { Surround } from '@/server/engine/sentence/wording'
import { useFigures } from '../kit/figures'
import styles from './threshold-chart.module.css'
import { barsOf, type Curve, roomOf, type Scale, scaleOf, snapped, stepAt, ticksOf } from './threshold-scale'

/** A tier whose threshold is drawn, and how many members it would hold, in words. */
export type Cut = { id: string; name: string; color: string; threshold: number; members: string }

type Props = {
  curve: Curve
  measure: Measure
  /** The smallest step of a threshold: one unit of money, or one. */
  smallest: number
  cuts: readonly Cut[]
  /** Thresholds as the draft has them, from which the width of the scale follows. */
  saved: readonly number[]
  surround: Surround
  label: string
  disabled: boolean
  onMove: (id: string, threshold: number) => void
}

const HEIGHT = 240
const BASE = HEIGHT - 28
const TOP = 84
const EDGE = 22

/** Members over what a ladder measures, with a line for each threshold to drag or to move by keys. */
export function ThresholdChart({ curve, measure, smallest, cuts, saved, surround, label, disabled, onMove }: Props) {
  const t = useTranslations('ladder.chart')
  const { short } = useFigures()
  const frame = useRef<HTMLElement>(null)
  const [width, setWidth] = useState(640)
  useEffect(() => {
    const box = frame.current
    if (!box) return
    const seen = new ResizeObserver(() => setWidth(box.clientWidth))
    seen.observe(box)
    return () => seen.disconnect()
  }, [])
  const scale = useMemo(() => scaleOf(curve, saved), [curve, saved])
  const bars = useMemo(() => barsOf(curve, scale, width < 480 ? 18 : 36), [curve, scale, width])
  const highest = Math.max(1, ...bars.map((bar) => bar.count))
  const inner = Math.max(1, width - 2 * EDGE)
  const across = (value: number) => EDGE + scale.place(value) * inner
  const each = inner / bars.length
  const written = (value: number) => amountText(measure, value, surround)
  const colorAt = (value: number) => cuts.findLast((cut) => cut.threshold <= value)?.color ?? 'var(--r-text-3)'
  const drawn = { cuts, scale, inner, measure, smallest, surround, disabled, onMove }
  return (
    <figure ref={frame} className={styles.frame} aria-label={label}>
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} className={styles.chart}>
        <title>{label}</title>
        <g aria-hidden>
          {bars.map((bar, place) => {
            // By the square root, so that a few members beside many can still be seen.
            const height = bar.count === 0 ? 0 : Math.max(2, Math.sqrt(bar.count / highest) * (BASE - TOP))
            const count = surround.count(bar.count)
            return (
              <rect
                key={bar.from}
                x={EDGE + place * each + 0.5}
                y={BASE - height}
                width={Math.max(1, each - 1)}
                height={height}
                rx={1}
                fill={colorAt(bar.from)}
                className={styles.bar}
              >
                <title>
                  {place === bars.length - 1
                    ? t('barAbove', { from: written(bar.from), count })
                    : t('barText', { from: written(bar.from), to: written(bar.to), count })}
                </title>
              </rect>
            )
          })}
          <line x1={EDGE} x2={width - EDGE} y1={BASE} y2={BASE} className={styles.axis} />
          {ticksOf(scale, 64 / inner).map((tick) => (
            <text key={tick} x={across(tick)} y={BASE + 18} className={styles.tick} textAnchor={tick === 0 ? 'start' : 'middle'}>
              {measuredShort(tick, measure, surround, short)}
            </text>
          ))}
        </g>
        {cuts.map((cut, place) => (
          <CutLine key={cut.id} cut={cut} place={place} {...drawn} named={width >= 480} />
        ))}
      </svg>
    </figure>
  )
}

/** A tick is short: money keeps its sign, the rest is a bare number. */
function measuredShort(value: number, measure: Measure, surround: Surround, short: (n: number) => string): string {
  const text = amountText(measure, value, surround)
  return /^[^\d\s]/.test(text) ? text : short(value)
}

type CutProps = Pick<Props, 'cuts' | 'measure' | 'smallest' | 'surround' | 'disabled' | 'onMove'> & {
  cut: Cut
  place: number
  scale: Scale
  inner: number
  named: boolean
}

/** One threshold: a line with a handle, which is a slider to those who do not see it. */
function CutLine({ cut, place, cuts, scale, inner, measure, smallest, surround, disabled, onMove, named }: CutProps) {
  const t = useTranslations('ladder.chart')
  const thresholds = cuts.map((one) => one.threshold)
  const [least, most] = roomOf(thresholds, place, Math.max(scale.max, cut.threshold))
  const fixed = disabled || (place === 0 && cut.threshold === 0)
  const x = EDGE + scale.place(cut.threshold) * inner
  // Neighbours stand at different heights, so that handles close together can be told apart and taken.
  const y = 16 + (place % 3) * 26
  const move = (threshold: number) => {
    const within = Math.min(most, Math.max(least, threshold))
    if (within !== cut.threshold && least <= most) onMove(cut.id, within)
  }
  const keyed = (event: KeyboardEvent) => {
    const step = stepAt(cut.threshold, smallest)
    const down = stepAt(Math.max(0, cut.threshold - 1), smallest)
    const to: Record<string, number> = {
      ArrowRight: cut.threshold + step,
      ArrowUp: cut.threshold + step,
      ArrowLeft: cut.threshold - down,
      ArrowDown: cut.threshold - down,
      PageUp: cut.threshold + step * 10,
      PageDown: cut.threshold - down * 10,
      Home: least,
      End: most,
    }
    const threshold = to[event.key]
    if (threshold === undefined) return
    event.preventDefault()
    move(threshold)
  }
  const dragged = (event: PointerEvent<SVGGElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const left = event.currentTarget.ownerSVGElement?.getBoundingClientRect().left ?? 0
    move(snapped(scale.value(Math.min(1, Math.max(0, (event.clientX - left - EDGE) / inner))), smallest))
  }
  const text = t('cutText', { amount: amountText(measure, cut.threshold, surround), count: cut.members })
  if (fixed) {
    return (
      <g aria-hidden>
        <line x1={x} x2={x} y1={y} y2={BASE} stroke={cut.color} className={styles.line} />
        <circle cx={x} cy={y} r={6} fill={cut.color} className={styles.knob} />
      </g>
    )
  }
  return (
    <g
      role="slider"
      tabIndex={0}
      aria-label={t('cut', { name: cut.name })}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={cut.threshold}
      aria-valuetext={text}
      className={styles.cut}
      onKeyDown={keyed}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        event.currentTarget.focus()
      }}
      onPointerMove={dragged}
    >
      <line x1={x} x2={x} y1={y} y2={BASE} className={styles.reach} />
      <line x1={x} x2={x} y1={y} y2={BASE} stroke={cut.color} className={styles.line} />
      <circle cx={x} cy={y} r={22} className={styles.reach} />
      <circle cx={x} cy={y} r={13} className={styles.ring} />
      <circle cx={x} cy={y} r={9} fill={cut.color} className={styles.knob} />
      {named && (
        <text
          x={x + (x > inner - 60 ? -16 : 16)}
          y={y + 5}
          textAnchor={x > inner - 60 ? 'end' : 'start'}
          className={styles.name}
          aria-hidden
        >
          {cut.name}
        </text>
      )}
    </g>
  )
}
