import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { fontStack, paletteCss } from '@/components/kit/theme/palette'
import { readTheme, themeCookie, themeScript } from '@/components/kit/theme/theme-choice'
import { tagOf } from '@/components/messages/locale'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  return { title: { default: t('product'), template: `%s · ${t('product')}` }, description: t('promise') }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f7f6' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1413' },
  ],
}

/** Language, colours and the content policy's nonce: what every page stands on. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar, sent] = await Promise.all([getLocale(), cookies(), headers()])
  const { scheme } = readTheme(jar.get(themeCookie)?.value)
  return (
    <html lang={tagOf[locale]} data-theme={scheme} className="rungs" suppressHydrationWarning>
      <head>
        <style>{`${paletteCss()}body{font-family:${fontStack[locale]}}`}</style>
        <script nonce={sent.get('x-nonce') ?? undefined} suppressHydrationWarning>
          {themeScript}
        </script>
      </head>
      <body>{children}</body>
    </html>
  )
}
