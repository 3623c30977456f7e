'use client'

import type { inferRouterOutputs } from '@trpc/server'
import { useTranslations } from 'next-intl'
import type { AppRouter } from '@/server/trpc/root'
import { StatusDot } from '../kit/status-dot'

type Answers = inferRouterOutputs<AppRouter>['import']
export type ImportLine = Answers['list'][number]
export type ImportView = Answers['get']
export type Findings = Answers['check']
export type ProblemLine = Answers['problems']['rows'][number]

type Status = ImportLine['status']
const tones: Record<Status, 'good' | 'working' | 'attention' | 'bad' | 'rest'> = {
  uploaded: 'attention',
  queued: 'working',
  running: 'working',
  paused: 'attention',
  done: 'good',
  failed: 'bad',
}

/** How an import stands, as a dot and a word. */
export function ImportState({ status }: { status: Status }) {
  const t = useTranslations('import')
  return <StatusDot tone={tones[status]}>{t(`states.${status}`)}</StatusDot>
}
