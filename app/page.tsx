import { redirect } from 'next/navigation'
import { pageCaller } from '@/server/trpc/page-caller'

/** Nothing lives here: to the merchant one works for, or to the door. */
export default async function Start() {
  const session = await (await pageCaller(null)).account.session()
  const first = session?.tenants[0]
  redirect(first ? `/${first.slug}` : '/sign-in')
}
