'use client'

import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { pointsText, type Surround } from '@/server/engine/sentence/wording'
import { Section } from '../kit/page'
import { StatusDot } from '../kit/status-dot'
import type { Change, LadderTold, RuleTold, TrialTold } from './tell-trial'
import styles from './trial-answer.module.css'

type Props = { told: TrialTold; surround: Surround /** Goes on from here with another event. */; onNext: () => void }

/** What a trial comes to, what happened on the way, and each rule's answer with its reason. */
export function TrialAnswer({ told, surround, onNext }: Props) {
  const t = useTranslations('program.try')
  return (
    <>
      {told.rules !== null && told.way.length > 0 && (
        <Section title={t('way')} lead={t('wayLead')}>
          <Lines lines={told.way} />
        </Section>
      )}
      <Section title={t('result')} actions={<Button onClick={onNext}>{t('next')}</Button>}>
        <Figures told={told} surround={surround} />
        <Lines
          lines={told.rules === null ? told.way : [...told.rows, ...told.notes]}
          none={t(told.rules === null ? 'wayNothing' : 'nothing')}
        />
      </Section>
      {told.rules !== null && (
        <Section title={t('why')} lead={t('whyLead')}>
          <Rules rules={told.rules} />
          <p className={styles.note}>{t('nothingKept')}</p>
        </Section>
      )}
    </>
  )
}

/** Two lines may say the same. */
const numbered = (lines: string[]) => lines.map((line, place) => ({ key: String(place), line }))

const Lines = ({ lines, none }: { lines: string[]; none?: string }) =>
  lines.length === 0 ? (
    <p className={styles.note}>{none}</p>
  ) : (
    <ul className={styles.lines}>
      {numbered(lines).map(({ key, line }) => (
        <li key={key}>{line}</li>
      ))}
    </ul>
  )

const Figure = ({ label, children, notes }: { label: string; children: ReactNode; notes: (string | null)[] }) => (
  <div>
    <dt>{label}</dt>
    {children}
    {notes.map(
      (note) =>
        note && (
          <dd key={note} className={styles.small}>
            {note}
          </dd>
        ),
    )}
  </div>
)

function Figures({ told, surround }: { told: TrialTold; surround: Surround }) {
  const t = useTranslations('program.try')
  const { earned, reversed, available, pending, owed, growth, bonus, ladders } = told
  const change = ({ before, after }: Change): string =>
    before === after ? surround.count(after) : `${surround.count(before)} → ${surround.count(after)}`
  return (
    <dl className={styles.figures}>
      {reversed > 0 ? (
        <Figure label={t('takenBack')} notes={[earned > 0 ? t('earnedToo', { points: pointsText(earned, surround) }) : null]}>
          <dd data-testid="try-points">{pointsText(reversed, surround)}</dd>
        </Figure>
      ) : (
        <Figure label={t('earned')} notes={[bonus ? t('withBonus', { bonus }) : t('noBonus')]}>
          <dd data-testid="try-points">{pointsText(earned, surround)}</dd>
        </Figure>
      )}
      <Figure
        label={t('available', { name: surround.pointsName })}
        notes={[
          pending.before !== 0 || pending.after !== 0 ? t('pending', { change: change(pending) }) : null,
          owed.before !== 0 || owed.after !== 0 ? t('owed', { change: change(owed) }) : null,
        ]}
      >
        <dd>{change(available)}</dd>
      </Figure>
      {growth.map((one) => (
        <Figure key={one.name} label={growth.length > 1 ? t('growthOn', { ladder: one.name }) : t('growth')} notes={[]}>
          <dd>{change(one)}</dd>
        </Figure>
      ))}
      {ladders.map((ladder) => (
        <Tier key={ladder.id} ladder={ladder} named={ladders.length > 1} />
      ))}
    </dl>
  )
}

function Tier({ ladder: { name, before, after, measured, missing, until }, named }: { ladder: LadderTold; named: boolean }) {
  const t = useTranslations('program.try')
  const shown = (tier: string | null): string => tier ?? t('noTier')
  return (
    <Figure
      label={named ? name : t('tier')}
      notes={[
        measured,
        missing ? t('missing', { missing: missing.amount, name: missing.tier }) : t('top'),
        until ? t('until', { day: until }) : null,
      ]}
    >
      <dd>{before === after ? shown(after) : `${shown(before)} → ${shown(after)}`}</dd>
    </Figure>
  )
}

const tones = { gave: 'good', reduced: 'attention', took: 'attention', silent: 'rest', not_asked: 'rest' } as const

function Rules({ rules }: { rules: RuleTold[] }) {
  const t = useTranslations('program.try')
  if (rules.length === 0) return <p className={styles.note}>{t('noRules')}</p>
  // Rules that do not answer to this kind of event stand last: they are complete, and in nobody's way.
  const asked = rules.filter((rule) => rule.verdict !== 'not_asked')
  const others = rules.filter((rule) => rule.verdict === 'not_asked')
  return (
    <ul className={styles.rules}>
      {[...asked, ...others].map((rule) => (
        <li key={rule.id}>
          <span className={styles.head}>
            <StatusDot tone={tones[rule.verdict]}>{t(`verdict.${rule.verdict}`)}</StatusDot>
            <strong>{rule.name}</strong>
            {rule.gave && <span className={styles.gave}>{rule.gave}</span>}
          </span>
          <span>{rule.sentence}</span>
          <span className={styles.note}>{rule.because}</span>
        </li>
      ))}
    </ul>
  )
}
