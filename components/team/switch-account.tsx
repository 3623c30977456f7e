'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSentences } from '../kit/sentence'
import { plainClient } from '../trpc/plain-client'

/** The link is for somebody else than the person signed in here: offers to leave and answer it. */
export function SwitchAccount({ email }: { email: string }) {
  const t = useTranslations('team')
  const { ofError } = useSentences()
  const [trouble, setTrouble] = useState<string>()
  const leave = async () => {
    try {
      await plainClient.account.signOut.mutate()
      window.location.reload()
    } catch (error) {
      setTrouble(ofError(error))
    }
  }
  return (
    <>
      <p role="alert">{trouble ?? t('join.otherAccount', { email })}</p>
      <button type="button" onClick={leave}>
        {t('join.leave')}
      </button>
    </>
  )
}
