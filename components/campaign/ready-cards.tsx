'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { CampaignKind } from '@/server/engine/campaign/campaign'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath } from '../kit/rights'
import { CampaignIcon } from './campaign-icon'
import { kindGroups } from './kinds'
import styles from './ready-cards.module.css'

/** Ready forms, each with what it does in one sentence. */
export function ReadyCards({ kinds, label }: { kinds: readonly CampaignKind[]; label: string }) {
  const t = useTranslations('campaign.kinds')
  const path = useConsolePath()
  return (
    <ul className={styles.cards} aria-label={label}>
      {kinds.map((kind) => (
        <li key={kind}>
          <Link href={path(`/campaigns/new/${kind}`)} className={styles.card}>
            <CampaignIcon kind={kind} />
            <span className={styles.words}>
              {t(`${kind}.name`)}
              <span className={styles.what}>{t(`${kind}.what`)}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** All ready forms, by what a merchant has in mind. */
export function CampaignChooser() {
  const t = useTranslations('campaign')
  const path = useConsolePath()
  return (
    <Page>
      <PageHeader title={t('chooser.title')} lead={t('chooser.lead')} back={{ href: path('/campaigns'), label: t('title') }} />
      {kindGroups.map(({ key, kinds }) => (
        <Section key={key} title={t(`chooser.groups.${key}`)}>
          <ReadyCards kinds={kinds} label={t(`chooser.groups.${key}`)} />
        </Section>
      ))}
    </Page>
  )
}
