import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { SignUpForm } from '@/components/account/sign-up-form'
import { PlainFoot, PlainTitle } from '@/components/kit/plain/plain-page'
import { Words } from '@/components/messages/words'

export async function generateMetadata() {
  return { title: (await getTranslations('account'))('signUp') }
}

export default async function SignUpPage() {
  const t = await getTranslations('account')
  return (
    <Words of={['account']}>
      <PlainTitle title={t('signUpTitle')} lead={t('signUpLead')} />
      <SignUpForm />
      <PlainFoot>
        {t('haveAccount')} <Link href="/sign-in">{t('signIn')}</Link>
      </PlainFoot>
    </Words>
  )
}
