'use client'

import { useTranslations } from 'next-intl'
import { percentText, pointsText, type Surround } from '@/server/engine/sentence/wording'
import { Section } from '../kit/page'
import { StatusDot } from '../kit/status-dot'
import type { RuleAnswer, TrialResult } from './run-order'
import styles from './trial-answer.module.css'

/** What a test order comes to, and each rule's answer with its reason. */
export function TrialAnswer({ result, surround }: { result: TrialResult; surround: Surround }) {
  const t = useTranslations('program.try')
  const { points, growth, measuresGrowth, bonusBps, before, after, next, measured, rules } = result
  const because = ({ because: why }: RuleAnswer): string => {
    switch (why.kind) {
      case 'gave':
        return t('because.gave')
      case 'other':
        return t('because.other')
      case 'nothing':
        return t('because.nothing')
      case 'failed':
        return why.saw === null
          ? t('because.failedBlank', { condition: why.condition })
          : t('because.failed', { condition: why.condition, saw: why.saw })
    }
  }
  return (
    <>
      <Section title={t('result')}>
        <dl className={styles.figures} aria-live="polite">
          <div>
            <dt>{t('earned')}</dt>
            <dd data-testid="try-points">{pointsText(points, surround)}</dd>
            <dd className={styles.note}>{bonusBps > 0 ? t('withBonus', { bonus: percentText(bonusBps) }) : t('noBonus')}</dd>
          </div>
          {(measuresGrowth || growth > 0) && (
            <div>
              <dt>{t('growth')}</dt>
              <dd>+{surround.count(growth)}</dd>
            </div>
          )}
          <div>
            <dt>{t('tier')}</dt>
            <dd>{before === after ? (after ?? t('noTier')) : `${before ?? t('noTier')} → ${after ?? t('noTier')}`}</dd>
            <dd className={styles.note}>{measured}</dd>
            <dd className={styles.note}>{next ? t('next', { missing: next.missing, name: next.name }) : t('top')}</dd>
          </div>
        </dl>
      </Section>
      <Section title={t('why')} lead={t('whyLead')}>
        {rules.length === 0 ? (
          <p className={styles.note}>{t('noRules')}</p>
        ) : (
          <ul className={styles.rules}>
            {rules.map((rule) => (
              <li key={rule.id}>
                <span className={styles.head}>
                  <StatusDot tone={rule.gave > 0 ? 'good' : 'rest'}>{t(rule.gave > 0 ? 'applied' : 'silent')}</StatusDot>
                  <strong>{rule.name}</strong>
                  {rule.gave > 0 && (
                    <span className={styles.gave}>
                      +{rule.unit === 'points' ? pointsText(rule.gave, surround) : t('growthOf', { count: surround.count(rule.gave) })}
                    </span>
                  )}
                </span>
                <span>{rule.sentence}</span>
                <span className={styles.note}>{because(rule)}</span>
              </li>
            ))}
          </ul>
        )}
        <p className={styles.note}>{t('nothingKept')}</p>
      </Section>
    </>
  )
}
