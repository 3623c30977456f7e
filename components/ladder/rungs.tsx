import { useTranslations } from 'next-intl'
import type { CSSProperties } from 'react'
import type { LadderSpec, Tier } from '@/server/engine/ladder/ladder'
import { tierSentence } from '@/server/engine/sentence/ladder'
import type { Wording } from '@/server/engine/sentence/wording'
import { TierIcon } from '../draft/tier-icon'
import styles from './rungs.module.css'

type Props = { spec: LadderSpec; tiers: readonly (Tier & { members: number })[]; wording: Wording }

/** A ladder as it is climbed: the highest rung on top, each with what it asks for and gives. */
export function Rungs({ spec, tiers, wording }: Props) {
  const t = useTranslations('ladder')
  return (
    <ol className={styles.rungs} reversed>
      {tiers
        .map((tier, rank) => (
          <li key={tier.id} className={styles.rung} style={{ '--rank': rank, '--tier': tier.color } as CSSProperties}>
            <TierIcon icon={tier.icon} color={tier.color} />
            <span className={styles.words}>
              <strong>{tier.name}</strong>
              <span>{tierSentence(spec, tier, wording)}</span>
            </span>
            <span className={styles.members}>{t('members', { count: tier.members })}</span>
          </li>
        ))
        .reverse()}
    </ol>
  )
}
