'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import styles from './campaign-detail.module.css'

/** Takes up a run again that broke off. `name`: which of them, for those who hear the buttons one by one. */
export function RunGoOn({ runId, name }: { runId: string; name: string }) {
  const t = useTranslations('campaign.detail.runs')
  const k = useTranslations('kit')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { refused } = useRefusal()
  const resume = useMutation(trpc.campaign.resumeRun.mutationOptions({ onError: refused }))
  const go = () => resume.mutate({ runId }, { onSettled: () => queryClient.invalidateQueries(trpc.campaign.pathFilter()) })
  return (
    <Button className={styles.goOn} size="small" disabled={resume.isPending} aria-label={k('actOn', { act: t('goOn'), name })} onClick={go}>
      {t('goOn')}
    </Button>
  )
}
