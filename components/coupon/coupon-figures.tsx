'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Count, Money, Percent } from '../kit/figures'
import type { TemplateDetail } from './answers'
import styles from './coupon-figures.module.css'

/** What came of a template's coupons: how many were used, and what they brought. */
export function CouponFigures({ figures }: { figures: TemplateDetail['figures'] }) {
  const t = useTranslations('coupon.figures')
  const o = useTranslations('coupon.origins')
  const { given, used, open, locked, over } = figures
  const facts: [string, ReactNode][] = [
    [t('given'), <Count key="given" value={given} />],
    [t('used'), <Count key="used" value={used} />],
    [t('share'), <Percent key="share" value={figures.usedShare} />],
    [t('off'), <Money key="off" value={figures.off} />],
    [t('paid'), <Money key="paid" value={figures.paid} />],
    [t('over'), <Count key="over" value={over} />],
  ]
  const standing = [
    ['used', used],
    ['locked', locked],
    ['open', open],
    ['over', over],
  ] as const
  const shares = standing.filter(([, n]) => n > 0)
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {given === 0 ? (
        <p className={styles.none}>{t('none')}</p>
      ) : (
        <>
          <div className={styles.bar} aria-hidden>
            {shares.map(([key, n]) => (
              <span key={key} data-part={key} style={{ flexGrow: n }} />
            ))}
          </div>
          <ul className={styles.legend}>
            {standing.map(([key, n]) => (
              <li key={key} data-part={key}>
                {t(`standing.${key}`)} <Count value={n} />
              </li>
            ))}
          </ul>
          {figures.byOrigin.length > 0 && (
            <p className={styles.origins}>
              {figures.byOrigin.map(({ origin, given, used }) => (
                <span key={origin}>{t('origin', { how: o(origin), given, used })}</span>
              ))}
            </p>
          )}
        </>
      )}
    </>
  )
}
