'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Problem } from '@/server/engine/program/problem'
import { type Speaker, tellPlace, tellProblem, wordingIn } from '@/server/engine/sentence/problem'
import type { Surround } from '@/server/engine/sentence/wording'
import { useConsolePath } from '../kit/rights'
import { StatusDot } from '../kit/status-dot'
import styles from './problem-list.module.css'

/** `linked` for the draft, whose parts have pages on which they are changed. */
type Props = { problems: readonly Problem[]; document: unknown; surround: Surround; linked?: boolean }

/** On which page a part of the draft is changed. */
const pages: Readonly<Record<string, string>> = {
  ladders: '/program/tiers',
  growthRules: '/program/growth',
  earningRules: '/program/points',
  points: '/program/points',
  fields: '/program/fields',
  events: '/program/fields',
  checkout: '/program/checkout',
  benefits: '/program/benefits',
}

/** What is wrong or doubtful in a program, errors first, each with its place in the merchant's names. */
export function ProblemList({ problems, document, surround, linked }: Props) {
  const path = useConsolePath()
  const wording = useMemo(() => wordingIn(document, surround), [document, surround])
  const say = useTranslations('program') as unknown as Speaker & { has(key: string): boolean }
  const sorted = [...problems].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
  const placeOf = (problem: Problem): string => tellPlace(problem, say, document)
  const sentenceOf = (problem: Problem): string => tellProblem(problem, say, document, surround, wording)
  const pageOf = ({ place }: Problem): string | undefined => (linked ? pages[String(place[0])] : undefined)
  return (
    <ul className={styles.list}>
      {sorted.map((problem) => (
        <li key={`${problem.code}:${problem.place.join('.')}`}>
          <StatusDot tone={problem.severity === 'error' ? 'bad' : 'attention'}>
            {say(problem.severity === 'error' ? 'problems.error' : 'problems.warning')}
          </StatusDot>
          <span className={styles.words}>
            <small>{placeOf(problem)}</small>
            <span>
              {sentenceOf(problem)}
              {pageOf(problem) && (
                <Link
                  href={path(pageOf(problem) as string)}
                  className={styles.change}
                  aria-label={`${say('problems.change')}: ${placeOf(problem)}`}
                >
                  {say('problems.change')}
                </Link>
              )}
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}
