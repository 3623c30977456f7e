'use client'

import { Progress } from 'antd'
import { useTranslations } from 'next-intl'
import { type Effect, isPrice } from '@/server/engine/campaign/campaign'
import { effectSentence, limitUnits } from '@/server/engine/sentence/campaign'
import { useFigures } from '../kit/figures'
import { StatusDot } from '../kit/status-dot'
import type { CampaignDetail } from './answers'
import styles from './campaign-detail.module.css'
import { useCampaignWording } from './use-campaign-wording'

/** How much of each effect was given, and how far its budgets are used. */
export function EffectUses({ campaign }: { campaign: CampaignDetail }) {
  const { wording } = useCampaignWording()
  return (
    <ul className={styles.uses}>
      {campaign.terms.effects.map((effect, place) => {
        // Effects have no names of their own: one is its place, which stands still.
        const key = String(place)
        return (
          <li key={key} className={styles.use}>
            <span>{effectSentence(effect, wording)}</span>
            <Used effect={effect} use={campaign.use.find((one) => one.place === place)} />
          </li>
        )
      })}
    </ul>
  )
}

function Used({ effect, use }: { effect: Effect; use: CampaignDetail['use'][number] | undefined }) {
  const t = useTranslations('campaign.detail.use')
  const { wording } = useCampaignWording()
  if (isPrice(effect.gives)) return <span className={styles.quiet}>{t('price')}</span>
  const { given, today, members } = use ?? { given: 0, today: 0, members: 0 }
  const { total, perDay } = effect.limits
  const usedUp = total !== undefined && given >= total
  return (
    <>
      <span className={styles.quiet}>
        {t('given', { given: limitUnits(given, effect.gives, wording) })} · {t('members', { members })}
      </span>
      {total !== undefined && <Budget label={t('total')} given={given} most={total} />}
      {perDay !== undefined && <Budget label={t('today')} given={today} most={perDay} />}
      {usedUp && <StatusDot tone="attention">{t('usedUp')}</StatusDot>}
      {!usedUp && perDay !== undefined && today >= perDay && <StatusDot tone="attention">{t('usedToday')}</StatusDot>}
    </>
  )
}

function Budget({ label, given, most }: { label: string; given: number; most: number }) {
  const t = useTranslations('campaign.detail.use')
  const { count } = useFigures()
  const said = t('of', { given: count(given), most: count(most) })
  return (
    <div className={styles.budget}>
      <span>{label}</span>
      <Progress
        percent={Math.min(100, Math.floor((given / most) * 100))}
        showInfo={false}
        status="normal"
        size="small"
        aria-label={`${label} ${said}`}
      />
      <span className={styles.figure}>{said}</span>
    </div>
  )
}
