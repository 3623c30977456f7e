import { TRPCError } from '@trpc/server'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { PlainFoot, PlainTitle } from '@/components/kit/plain/plain-page'
import { Words } from '@/components/messages/words'
import { JoinForm } from '@/components/team/join-form'
import { SwitchAccount } from '@/components/team/switch-account'
import { currentSession } from '@/server/platform/auth/current-session'
import { pageCaller } from '@/server/trpc/page-caller'

export async function generateMetadata() {
  return { title: (await getTranslations('team'))('join.title'), referrer: 'no-referrer' as const }
}

/** The offer behind a link; null when the link is used up, withdrawn, too old or made up. */
async function offerOf(token: string) {
  try {
    return await (await pageCaller(null)).team.invitation({ token })
  } catch (error) {
    if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')) return null
    throw error
  }
}

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const [t, shell, offer, session] = await Promise.all([
    getTranslations('team'),
    getTranslations('shell'),
    offerOf(token),
    currentSession(),
  ])
  if (!offer) {
    return (
      <>
        <PlainTitle title={t('join.deadTitle')} lead={t('join.deadWhy')} />
        <PlainFoot>
          <Link href="/sign-in">{t('join.toSignIn')}</Link>
        </PlainFoot>
      </>
    )
  }
  const known = session?.user.email.toLowerCase() === offer.email.toLowerCase()
  const lead = t('join.lead', { email: offer.email, role: shell(`roles.${offer.role}`) })
  return (
    <Words of={['team']}>
      <PlainTitle title={t('join.heading', { merchant: offer.merchant })} lead={lead} />
      {session && !known ? <SwitchAccount email={session.user.email} /> : <JoinForm token={token} known={known} />}
    </Words>
  )
}
