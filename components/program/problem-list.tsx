'use client'

import { useTranslations } from 'next-intl'
import { namesAlong, type Problem } from '@/server/engine/program/problem'
import { thresholdText } from '@/server/engine/sentence/ladder'
import type { Surround } from '@/server/engine/sentence/wording'
import { StatusDot } from '../kit/status-dot'
import styles from './problem-list.module.css'

// Codes and places arrive at run time; a test sees to it that each code has its sentence.
type Speaker = { (key: string, values?: Record<string, string | number>): string; has(key: string): boolean }

type Props = { problems: readonly Problem[]; document: unknown; surround: Surround }

/** What is wrong or doubtful in a program, errors first, each with its place in the merchant's names. */
export function ProblemList({ problems, document, surround }: Props) {
  const say = useTranslations('program') as unknown as Speaker
  const sorted = [...problems].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
  const placeOf = ({ place }: Problem): string => {
    const head = place[0]
    const part = say.has(`place.${head}`) ? say(`place.${head}`) : say('place.whole')
    const names = namesAlong(document, place)
    const row = typeof place[1] === 'number' && names.length === 0 ? [say('place.row', { number: place[1] + 1 })] : names
    return [part, ...row].join(' › ')
  }
  const sentenceOf = ({ code, details }: Problem): string => {
    const amount =
      typeof details.minimum === 'number' && typeof details.measure === 'string'
        ? thresholdText(details.measure as 'net_spend', details.minimum, surround)
        : ''
    return say(`problem.${code}`, { ...details, amount })
  }
  return (
    <ul className={styles.list}>
      {sorted.map((problem) => (
        <li key={`${problem.code}:${problem.place.join('.')}`}>
          <StatusDot tone={problem.severity === 'error' ? 'bad' : 'attention'}>
            {say(problem.severity === 'error' ? 'problems.error' : 'problems.warning')}
          </StatusDot>
          <span className={styles.words}>
            <small>{placeOf(problem)}</small>
            <span>{sentenceOf(problem)}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
