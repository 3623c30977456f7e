'use client'

import { useTranslations } from 'next-intl'
import type { BenefitIcon as Icon } from '@/server/engine/benefit/benefit'
import { BenefitIcon } from './benefit-icon'
import styles from './member-preview.module.css'

/** A benefit as the member sees it. */
export function MemberPreview({ icon, name, says, intro }: { icon: Icon; name: string; says: string | null; intro: string }) {
  const t = useTranslations('benefit')
  return (
    <figure className={styles.preview}>
      <figcaption>{t('preview')}</figcaption>
      <div className={styles.card}>
        <BenefitIcon icon={icon} />
        <div className={styles.words}>
          <strong>{name}</strong>
          {says && <span>{says}</span>}
          {intro !== '' && <p>{intro}</p>}
        </div>
      </div>
    </figure>
  )
}
