'use client'

import { CheckOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { DraftBenefit } from '@/server/benefit/draft-benefits'
import { saidByTiers } from '@/server/engine/benefit/catalogue'
import type { Ladder, Tier } from '@/server/engine/ladder/ladder'
import { type BenefitWording, benefitName, termsShort } from '@/server/engine/sentence/benefit'
import { percentText, pointsText } from '@/server/engine/sentence/wording'
import { TierIcon } from '../draft/tier-icon'
import { useConsolePath } from '../kit/rights'
import { useRefusal } from '../kit/use-refusal'
import { hasTerms, placeOfTier, withGrant, withoutGrant } from './grant-draft'
import type { OpenGrant } from './grant-drawer'
import styles from './matrix.module.css'
import { useSetGrants } from './use-set-grants'

type Props = {
  ladders: readonly Pick<Ladder, 'id' | 'name' | 'tiers'>[]
  benefits: readonly DraftBenefit[]
  wording: BenefitWording
  mayWrite: boolean
  onGrant: (grant: OpenGrant) => void
}

/** Which tier has which benefit: a table, and on a phone a list for each tier. */
export function Matrix({ ladders, benefits, wording, mayWrite, onGrant }: Props) {
  const t = useTranslations('benefit')
  const [chosen, setChosen] = useState<string>()
  const ladder = ladders.find((one) => one.id === chosen) ?? ladders[0]
  if (!ladder) return null
  const tiers = ladder.tiers
  const cell = (benefit: DraftBenefit, tier: Tier) => (
    <Cell key={tier.id} {...{ benefit, tier, wording, mayWrite, onGrant, ladderId: ladder.id }} />
  )
  return (
    <>
      {ladders.length > 1 && (
        <div className={styles.chooser}>
          <Segmented
            aria-label={t('ladder')}
            value={ladder.id}
            options={ladders.map((one) => ({ value: one.id, label: one.name }))}
            onChange={setChosen}
          />
        </div>
      )}
      <section className={styles.scroller} aria-label={t('matrix')} {...reachable}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('benefit')}</th>
              {tiers.map((tier) => (
                <th key={tier.id} scope="col">
                  <span className={styles.tier}>
                    <TierIcon icon={tier.icon} color={tier.color} />
                    {tier.name}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {benefits.map((benefit) => (
              <tr key={benefit.id}>
                <th scope="row">{benefitName(benefit, wording)}</th>
                {tiers.map((tier) => (
                  <td key={tier.id}>{cell(benefit, tier)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className={styles.lists}>
        {tiers.map((tier) => (
          <section key={tier.id} aria-label={tier.name}>
            <h3 className={styles.heading}>
              <TierIcon icon={tier.icon} color={tier.color} />
              {tier.name}
            </h3>
            <ul>
              {benefits.map((benefit) => (
                <li key={benefit.id}>
                  <span>{benefitName(benefit, wording)}</span>
                  {cell(benefit, tier)}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  )
}

const reachable = { tabIndex: 0 }

type CellProps = Omit<Props, 'ladders' | 'benefits'> & { benefit: DraftBenefit; tier: Tier; ladderId: string }

/** What one tier has of one benefit. A benefit without terms is given and taken by pressing it. */
function Cell({ benefit, tier, wording, mayWrite, onGrant, ladderId }: CellProps) {
  const t = useTranslations('benefit')
  const path = useConsolePath()
  const { refused } = useRefusal()
  const { set, pending } = useSetGrants()
  const names = { tier: tier.name, name: benefitName(benefit, wording) }
  if (saidByTiers.has(benefit.kind)) {
    const says = benefit.kind === 'points_bonus' ? bonusOf(tier) : entryOf(tier, wording)
    return (
      <Link
        className={styles.said}
        href={path(`/program/tiers?ladder=${encodeURIComponent(ladderId)}`)}
        aria-label={t('saidByTier', { ...names, what: says ?? '—' })}
      >
        {says ?? '—'}
      </Link>
    )
  }
  const place = placeOfTier(benefit, tier.id)
  const grant = place === undefined ? undefined : benefit.spec.grants[place]
  const short = grant && termsShort(benefit, grant.terms, wording)
  const what = grant && (short ?? <CheckOutlined />)
  if (!mayWrite) return <span>{what ?? '—'}</span>
  const plain = !hasTerms(benefit.kind)
  const press = () => {
    if (!plain) return onGrant({ benefit, place, to: { tier: tier.id } })
    const next = place === undefined ? withGrant(benefit, undefined, { to: { tier: tier.id }, terms: {} }) : withoutGrant(benefit, place)
    void set(benefit, next, place === undefined ? 'givenDone' : 'takenDone').catch(refused)
  }
  return (
    <Button
      className={styles.cell}
      type={grant ? 'default' : 'text'}
      loading={pending}
      aria-pressed={plain ? grant !== undefined : undefined}
      aria-label={t(grant ? (plain ? 'cellTake' : 'cellEdit') : 'cellGive', { ...names, what: short ?? names.name })}
      onClick={press}
    >
      {what ?? <PlusOutlined />}
    </Button>
  )
}

const bonusOf = ({ bonusBps }: Tier): string | null => (bonusBps > 0 ? `+${percentText(bonusBps)}` : null)
const entryOf = ({ entryPoints }: Tier, w: BenefitWording): string | null => (entryPoints ? pointsText(entryPoints, w) : null)
