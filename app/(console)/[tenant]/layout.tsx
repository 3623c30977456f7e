import 'antd/dist/antd.css'
import '@/components/kit/theme/antd-additions.css'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { AccountMenu } from '@/components/account/account-menu'
import { SettingProvider } from '@/components/kit/figures'
import { RightsProvider } from '@/components/kit/rights'
import { paletteCss } from '@/components/kit/theme/palette'
import { readTheme, themeCookie } from '@/components/kit/theme/theme-choice'
import { ThemeProvider } from '@/components/kit/theme/theme-provider'
import { LateRefusals } from '@/components/messages/late-refusals'
import { Words } from '@/components/messages/words'
import { ConsoleFrame } from '@/components/tenant/console-frame'
import { menuFor } from '@/components/tenant/menu'
import { TenantSwitcher } from '@/components/tenant/tenant-switcher'
import { TRPCProvider } from '@/components/trpc/client'
import { requireTenant } from '@/server/platform/auth/current-session'
import { pageCaller } from '@/server/trpc/page-caller'

type Props = { params: Promise<{ tenant: string }>; children: ReactNode }

/** One merchant's console: its colours, its money and zone, and the menu of what this person may do. */
export default async function ConsoleLayout({ params, children }: Props) {
  const { tenant: slug } = await params
  const [jar, sent] = await Promise.all([cookies(), headers()])
  const { tenant, user, role, permissions } = await requireTenant(slug)
  const session = await (await pageCaller(null)).account.session()
  const { choice, scheme } = readTheme(jar.get(themeCookie)?.value)
  const others = (session?.tenants ?? []).filter((t) => t.slug !== slug)
  const merchant = { slug, name: tenant.name, logo: tenant.logo }
  return (
    <Words of={['kit', 'shell', 'issues']} timeZone={tenant.timeZone}>
      <style>{paletteCss(tenant.brandColor)}</style>
      <ThemeProvider drawn={scheme} accent={tenant.brandColor} nonce={sent.get('x-nonce') ?? undefined}>
        <TRPCProvider slug={slug}>
          <SettingProvider value={{ currency: tenant.currency, timeZone: tenant.timeZone, pointsName: tenant.pointsName }}>
            <RightsProvider rights={[...permissions]}>
              <ConsoleFrame
                merchant={merchant}
                groups={menuFor(permissions, role === 'store_manager')}
                switcher={<TenantSwitcher current={merchant} others={others.map(({ slug, name }) => ({ slug, name }))} />}
                account={<AccountMenu slug={slug} person={{ name: user.name, email: user.email }} role={role} drawnTheme={choice} />}
              >
                <LateRefusals>{children}</LateRefusals>
              </ConsoleFrame>
            </RightsProvider>
          </SettingProvider>
        </TRPCProvider>
      </ThemeProvider>
    </Words>
  )
}
