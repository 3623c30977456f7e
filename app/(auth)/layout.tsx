import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PlainControls } from '@/components/account/plain-controls'
import { PlainPage } from '@/components/kit/plain/plain-page'
import { readTheme, themeCookie } from '@/components/kit/theme/theme-choice'
import { Words } from '@/components/messages/words'

/** The pages before sign-in. They carry no component library, so that they open at once. */
export default async function DoorLayout({ children }: { children: ReactNode }) {
  const [t, jar] = await Promise.all([getTranslations('shell'), cookies()])
  const { choice } = readTheme(jar.get(themeCookie)?.value)
  return (
    <Words of={['kit', 'shell', 'issues', 'refusals']}>
      <PlainPage product={t('product')} promise={t('promise')} controls={<PlainControls drawnTheme={choice} />}>
        {children}
      </PlainPage>
    </Words>
  )
}
