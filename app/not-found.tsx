import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import styles from './message-page.module.css'

export default async function NotFound() {
  const t = await getTranslations('shell.notFound')
  return (
    <main className={styles.page}>
      <h1>{t('title')}</h1>
      <p>{t('why')}</p>
      <Link href="/" className={styles.act}>
        {t('home')}
      </Link>
    </main>
  )
}
