'use client'

import { App } from 'antd'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { failureOf } from './refusal-shape'
import { useSentences } from './sentence'

/** Says in a toast what happened: `refused(error)` for a failed act outside a form, `done(sentence)` for a good one. */
export function useRefusal() {
  const { message } = App.useApp()
  const t = useTranslations('kit')
  const { ofError } = useSentences()
  return useMemo(
    () => ({
      refused: (error: unknown) => {
        const { requestId } = failureOf(error)
        void message.error({ content: requestId ? `${ofError(error)} ${t('requestNumber')} ${requestId}` : ofError(error), duration: 6 })
      },
      done: (sentence: string) => {
        void message.success(sentence)
      },
    }),
    [message, ofError, t],
  )
}
