'use client'

import { useTranslations } from 'next-intl'
import { useFigures, useSetting } from '../kit/figures'
import { Preview } from '../kit/preview'
import { KindIcon } from './kind-icon'
import type { HeldReward } from './reward-draft'
import styles from './reward-preview.module.css'
import { useSchedule } from './use-schedule'

type Props = { held: HeldReward; left: number | null; tiers: ReadonlyMap<string, string> }

/** A reward as its member meets it, while it is being filled in. */
export function RewardPreview({ held, left, tiers }: Props) {
  const t = useTranslations('reward.preview')
  const { count } = useFigures()
  const { pointsName } = useSetting()
  const schedule = useSchedule()
  const { spec = {} } = held
  const kind = spec.gives?.kind ?? 'goods'
  const how = kind === 'goods' ? (spec.gives?.by ?? 'send') : kind === 'lottery_ticket' ? 'lottery' : kind
  const { perMember, perMemberDay } = spec.limits ?? {}
  const named = (spec.tiers ?? []).flatMap((tier) => tiers.get(tier) ?? [])
  const facts = [
    t(how),
    ...(left === null ? [] : [t('left', { left: count(left) })]),
    ...(typeof perMember === 'number' ? [t('perMember', { n: count(perMember) })] : []),
    ...(typeof perMemberDay === 'number' ? [t('perDay', { n: count(perMemberDay) })] : []),
    ...(spec.byTier ?? []).map(({ tierId, units }) =>
      t('tierPrice', { tier: tiers.get(tierId) ?? '', points: `${count(units)} ${pointsName}` }),
    ),
    ...(named.length > 0 ? [t('only', { tiers: named.join('、') })] : []),
    ...(held.conditioned && spec.when ? [t('condition')] : []),
    ...(spec.from || spec.until ? [schedule(spec.from || null, spec.until || null)] : []),
  ]
  const name = held.name || t('name')
  const price = `${typeof spec.points === 'number' ? count(spec.points) : '—'} ${pointsName}`
  return (
    <Preview title={t('title')} gist={`${name} · ${price}`}>
      <article className={styles.card} data-testid="reward-preview">
        {held.picture ? (
          <img src={held.picture} alt="" className={styles.picture} />
        ) : (
          <span className={styles.blank}>
            <KindIcon kind={kind} />
          </span>
        )}
        <div className={styles.body}>
          <p className={styles.name} data-blank={!held.name || undefined}>
            {name}
          </p>
          <p className={styles.price}>{price}</p>
          <ul className={styles.facts}>
            {facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
          {held.intro && <p className={styles.intro}>{held.intro}</p>}
          <span className={styles.button} aria-hidden>
            {t('button')}
          </span>
        </div>
      </article>
    </Preview>
  )
}
