'use client'

import { Button } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { CSSProperties } from 'react'
import type { Overview } from '@/server/report/read-overview'
import { ColorMark } from '../kit/color-mark'
import { Count, Percent, useFigures } from '../kit/figures'
import { Section } from '../kit/page'
import { useConsolePath } from '../kit/rights'
import styles from './tier-pyramid.module.css'

/** How many members stand on each rung: a sentence, bars, and the figures beside them. Highest first. */
export function TierPyramid({ pyramid, members }: { pyramid: Overview['pyramid']; members: number }) {
  const t = useTranslations('report')
  const path = useConsolePath()
  const sentence = useSentence(pyramid, members)
  const rungs = [
    ...pyramid.tiers.map(({ id, name, color, count }) => ({ key: id, name, color, count })).reverse(),
    ...(pyramid.none > 0 ? [{ key: 'none', name: t('pyramid.none'), color: undefined, count: pyramid.none }] : []),
  ]
  const widest = Math.max(1, ...rungs.map((rung) => rung.count))
  if (members === 0 || pyramid.tiers.length === 0)
    return (
      <Section title={t('pyramid.title')}>
        <p className={styles.sentence}>{t('pyramid.empty')}</p>
      </Section>
    )
  return (
    <Section
      title={t('pyramid.title')}
      actions={
        <Link href={path('/members')}>
          <Button>{t('pyramid.see')}</Button>
        </Link>
      }
    >
      <p className={styles.sentence}>{sentence}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('pyramid.tier')}</th>
            <th scope="col" className={styles.bars} aria-hidden />
            <th scope="col" className={styles.right}>
              {t('pyramid.members')}
            </th>
            <th scope="col" className={styles.right}>
              {t('pyramid.share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rungs.map((rung) => (
            <tr key={rung.key}>
              <th scope="row">
                <Link href={path(`/members?tier=${rung.key}`)}>
                  {rung.color ? <ColorMark color={rung.color}>{rung.name}</ColorMark> : rung.name}
                </Link>
              </th>
              <td className={styles.bars} aria-hidden>
                <span className={styles.bar} style={{ '--share': rung.count / widest, '--rung': rung.color } as CSSProperties} />
              </td>
              <td className={styles.right}>
                <Count value={rung.count} />
              </td>
              <td className={styles.right}>
                <Percent value={rung.count / members} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

/** The first rung above the base says how far the members have climbed. */
function useSentence({ tiers }: Overview['pyramid'], members: number): string {
  const t = useTranslations('report')
  const { count, percent } = useFigures()
  const climbed = tiers[0]?.threshold === 0 ? tiers.slice(1) : tiers
  const [first] = climbed
  const above = climbed.reduce((sum, tier) => sum + tier.count, 0)
  if (first && above > 0) return t('pyramid.sentence', { count: count(above), tier: first.name, share: percent(above / members) })
  return t('pyramid.sentenceBase', { count: count(members), tier: tiers[0]?.threshold === 0 ? (tiers[0]?.name ?? '') : t('pyramid.none') })
}
