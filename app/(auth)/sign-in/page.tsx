import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { SignInForm } from '@/components/account/sign-in-form'
import { PlainFoot, PlainTitle } from '@/components/kit/plain/plain-page'
import { Words } from '@/components/messages/words'

export async function generateMetadata() {
  return { title: (await getTranslations('account'))('signIn') }
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const [t, { next }] = await Promise.all([getTranslations('account'), searchParams])
  return (
    <Words of={['account']}>
      <PlainTitle title={t('signInTitle')} lead={next ? t('signInFirst') : undefined} />
      <SignInForm next={typeof next === 'string' ? next : undefined} />
      <PlainFoot>
        {t('noAccount')} <Link href="/sign-up">{t('signUp')}</Link>
      </PlainFoot>
    </Words>
  )
}
