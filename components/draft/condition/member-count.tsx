'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import type { Condition } from '@/server/engine/condition/condition'
import { useTRPC } from '../../trpc/client'
import styles from './condition.module.css'

/** A condition is counted once nobody has typed for so long. */
const PAUSE_MS = 400

/** How many members meet a condition that asks about nothing but members. */
export function MemberCount({ condition }: { condition: Condition }) {
  const t = useTranslations('program.condition')
  const trpc = useTRPC()
  const asked = JSON.stringify(condition)
  const [settled, setSettled] = useState(asked)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(asked), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [asked])
  const { data, isError } = useQuery(
    trpc.member.countMatching.queryOptions({ condition: JSON.parse(settled) as Condition }, { staleTime: 30_000, retry: false }),
  )
  const counted = settled === asked ? data : undefined
  if (isError) return <p className={styles.note}>{t('matchingUnknown')}</p>
  return <p className={styles.note}>{counted ? t('matching', { count: counted.count }) : t('matchingWait')}</p>
}
