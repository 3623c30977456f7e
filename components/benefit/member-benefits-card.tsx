'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { benefitName, termsText } from '@/server/engine/sentence/benefit'
import { useBenefitWording } from '../draft/use-benefit-wording'
import { Section } from '../kit/page'
import { ErrorState, TextSkeleton } from '../kit/states'
import { useTRPC } from '../trpc/client'
import { BenefitIcon } from './benefit-icon'
import styles from './member-benefits-card.module.css'

/** What a member has now by the program in force, and how often what staff check off can still be had. */
export function MemberBenefitsCard({ memberId }: { memberId: string }) {
  const t = useTranslations('benefit.card')
  const trpc = useTRPC()
  const { wording } = useBenefitWording()
  const held = useQuery(trpc.benefit.ofMember.queryOptions({ memberId }))
  // A benefit may be held twice, by a tier and by a condition: a line is its place.
  const lines = held.data?.map((one, place) => ({ ...one, key: `${one.benefit.id} ${place}` }))
  const left = (counter: NonNullable<NonNullable<typeof lines>[number]['counter']>) => {
    if (!counter.valid) return t('over')
    return t(counter.per === 'ever' ? 'leftEver' : 'left', { left: counter.left, uses: counter.uses })
  }
  return (
    <Section title={t('title')} lead={t('lead')}>
      {held.error ? (
        <ErrorState error={held.error} retry={() => void held.refetch()} />
      ) : !lines ? (
        <TextSkeleton rows={2} />
      ) : lines.length === 0 ? (
        <p className={styles.none}>{t('none')}</p>
      ) : (
        <ul className={styles.list}>
          {lines.map(({ benefit, terms, counter, key }) => (
            <li key={key}>
              <BenefitIcon icon={benefit.spec.icon} />
              <span>
                {counter ? benefitName(benefit, wording) : termsText(benefit, terms, wording)}
                {counter && <small>{left(counter)}</small>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
