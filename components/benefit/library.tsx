'use client'

import { useTranslations } from 'next-intl'
import type { DraftBenefit } from '@/server/benefit/draft-benefits'
import { saidByTiers } from '@/server/engine/benefit/catalogue'
import { type BenefitWording, benefitName, counterText, granteeText } from '@/server/engine/sentence/benefit'
import { BenefitIcon } from './benefit-icon'
import styles from './library.module.css'

type Props = { benefits: readonly DraftBenefit[]; wording: BenefitWording; onOpen: (benefit: DraftBenefit) => void }

/** Benefits as cards: what each is, and who has it. */
export function Library({ benefits, wording, onOpen }: Props) {
  const t = useTranslations('benefit')
  return (
    <ul className={styles.cards}>
      {benefits.map((benefit) => {
        const { spec } = benefit
        const who = spec.grants.map((grant) => granteeText(grant, wording))
        return (
          <li key={benefit.id}>
            <button type="button" className={styles.card} onClick={() => onOpen(benefit)}>
              <BenefitIcon icon={spec.icon} />
              <span className={styles.words}>
                <strong>{benefitName(benefit, wording)}</strong>
                {spec.counter && <span>{counterText(spec.counter, wording)}</span>}
                {spec.intro !== '' && <span className={styles.intro}>{spec.intro}</span>}
                <span className={styles.who}>
                  {saidByTiers.has(benefit.kind)
                    ? t('byTiersShort')
                    : who.length > 0
                      ? t('given', { who: who.join(t('comma')) })
                      : t('nobodyShort')}
                </span>
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
