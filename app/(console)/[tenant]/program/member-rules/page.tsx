import { HydrationBoundary } from '@tanstack/react-query'
import { getLocale, getTranslations } from 'next-intl/server'
import { Words } from '@/components/messages/words'
import { MemberRulesPage } from '@/components/program/member-rules-page'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ lang?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('program.memberRules'))('title') }
}

export default async function MemberRulesRoute({ params, searchParams }: Props) {
  const { tenant } = await params
  await requirePermission(tenant, 'program:read')
  const { lang } = await searchParams
  const language = lang === 'zh' || lang === 'en' ? lang : await getLocale()
  const state = await prefetched(tenant, (trpc, client) => [client.prefetchQuery(trpc.program.memberRules.queryOptions({ language }))])
  return (
    <Words of={['program']}>
      <HydrationBoundary state={state}>
        <MemberRulesPage />
      </HydrationBoundary>
    </Words>
  )
}
