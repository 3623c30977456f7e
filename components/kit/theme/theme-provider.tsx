'use client'

import { AntdRegistry } from '@ant-design/nextjs-registry'
import { App, ConfigProvider } from 'antd'
import enGB from 'antd/locale/en_GB'
import zhCN from 'antd/locale/zh_CN'
import { useLocale } from 'next-intl'
import { type ReactNode, useLayoutEffect, useMemo } from 'react'
import { antdTheme } from './antd-theme'
import type { Scheme } from './palette'
import { useScheme } from './use-theme-choice'

type Props = { drawn: Scheme; accent?: string; nonce?: string; children: ReactNode }

/** antd in our colours and the page's language. `drawn` is the scheme the server drew. */
export function ThemeProvider({ drawn, accent, nonce, children }: Props) {
  const locale = useLocale()
  const scheme = useScheme(drawn)
  const theme = useMemo(() => antdTheme(scheme, locale, accent), [scheme, locale, accent])
  useLayoutEffect(() => {
    if (document.documentElement.dataset.theme === scheme) delete document.documentElement.dataset.repaint
  }, [scheme])
  return (
    <AntdRegistry>
      <ConfigProvider theme={theme} locale={locale === 'zh' ? zhCN : enGB} csp={{ nonce }} button={{ autoInsertSpace: false }}>
        <App component={false}>{children}</App>
      </ConfigProvider>
    </AntdRegistry>
  )
}
