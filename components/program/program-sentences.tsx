import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { ProgramDocument } from '@/server/engine/program/document'
import { fieldText } from '@/server/engine/sentence/changes'
import { ladderSentence, tierSentence } from '@/server/engine/sentence/ladder'
import { pointsPolicySentences } from '@/server/engine/sentence/policy'
import { earningRuleSentence, growthRuleSentence } from '@/server/engine/sentence/rule'
import { type Surround, wordingOf } from '@/server/engine/sentence/wording'
import { ColorMark } from '../kit/color-mark'
import { Section } from '../kit/page'
import styles from './program-sentences.module.css'

type Props = {
  document: ProgramDocument
  surround: Surround
  /** Where each part is edited; without it the sentences only tell. */
  edit?: { tiers: string; growth: string; points: string; fields: string }
}

/** A whole program in sentences: tiers, growth, ways to earn, what holds for points, and what the merchant added. */
export function ProgramSentences({ document, surround, edit }: Props) {
  const t = useTranslations('program.parts')
  const w = wordingOf(surround, document)
  const { fields = [], events = [] } = document
  const change = (href: string | undefined, what: string) =>
    href && (
      <Link href={href} aria-label={t('changeOf', { what })}>
        {t('change')}
      </Link>
    )
  return (
    <div className={styles.parts}>
      {document.ladders.map((ladder) => (
        <Section key={ladder.id} title={ladder.name} lead={ladderSentence(ladder.spec, w)} actions={change(edit?.tiers, ladder.name)}>
          <Lines
            lines={ladder.tiers.map((tier) => ({
              key: tier.id,
              head: <ColorMark color={tier.color}>{tier.name}</ColorMark>,
              text: tierSentence(ladder.spec, tier, w),
            }))}
          />
        </Section>
      ))}
      {document.growthRules.length > 0 && (
        <Section title={t('growth')} actions={change(edit?.growth, t('growth'))}>
          <Lines lines={document.growthRules.map((rule) => ({ key: rule.id, head: rule.name, text: growthRuleSentence(rule.spec, w) }))} />
        </Section>
      )}
      <Section title={t('earning', { name: w.pointsName })} actions={change(edit?.points, t('earning', { name: w.pointsName }))}>
        {document.earningRules.length === 0 ? (
          <p className={styles.none}>{t('noEarning', { name: w.pointsName })}</p>
        ) : (
          <Lines
            lines={document.earningRules.map((rule) => ({ key: rule.id, head: rule.name, text: earningRuleSentence(rule.spec, w) }))}
          />
        )}
      </Section>
      <Section title={t('policy', { name: w.pointsName })} actions={change(edit?.points, t('policy', { name: w.pointsName }))}>
        <ul className={styles.plain}>
          {pointsPolicySentences(document.points, w).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Section>
      {fields.length + events.length > 0 && (
        <Section title={t('own')} actions={change(edit?.fields, t('own'))}>
          <Lines
            lines={[
              ...fields.map((field) => ({ key: field.id, head: field.label, text: fieldText(field, w) })),
              ...events.map((event) => ({ key: event.id, head: event.name, text: t('ownEvent') })),
            ]}
          />
        </Section>
      )}
    </div>
  )
}

const Lines = ({ lines }: { lines: { key: string; head: ReactNode; text: string }[] }) => (
  <dl className={styles.lines}>
    {lines.map(({ key, head, text }) => (
      <div key={key}>
        <dt>{head}</dt>
        <dd>{text}</dd>
      </div>
    ))}
  </dl>
)
