import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import styles from './message-page.module.css'

/** That a page was not found, and the way out. */
export async function NotFoundWords() {
  const t = await getTranslations('shell.notFound')
  return (
    <div className={styles.page}>
      <h1>{t('title')}</h1>
      <p>{t('why')}</p>
      <Link href="/" className={styles.act}>
        {t('home')}
      </Link>
    </div>
  )
}
