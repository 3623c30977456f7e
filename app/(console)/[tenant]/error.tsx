'use client'

import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import { CopyText } from '@/components/kit/copy-text'
import { Page } from '@/components/kit/page'
import styles from '../../message-page.module.css'

/** A page of the console that broke: what happened, that nothing changed, what to do, and the number to tell us. */
export default function ConsoleError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('shell.broken')
  return (
    <Page>
      <div className={styles.page} role="alert">
        <h1>{t('title')}</h1>
        <p>{t('why')}</p>
        {error.digest && (
          <p>
            {t('number')} <CopyText text={error.digest} />
          </p>
        )}
        <Button type="primary" onClick={reset}>
          {t('retry')}
        </Button>
      </div>
    </Page>
  )
}
