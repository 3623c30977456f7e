'use client'

import { CheckOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons'
import { Dropdown, type MenuProps } from 'antd'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { type ThemeChoice, themeChoices } from '../kit/theme/theme-choice'
import { useThemeChoice } from '../kit/theme/use-theme-choice'
import { useRefusal } from '../kit/use-refusal'
import { chooseLanguage } from '../messages/choose-language'
import { locales } from '../messages/locale'
import { plainClient } from '../trpc/plain-client'
import styles from './account-menu.module.css'

type Props = {
  slug: string
  person: { name: string; email: string }
  role: 'owner' | 'operator' | 'store_manager'
  drawnTheme: ThemeChoice
}

/** Within the frame, because on a phone the menu is a layer above the page. */
const besides = (button: HTMLElement) => button.parentElement ?? document.body

/** Who is signed in; language, colours, the account's own page and the way out. */
export function AccountMenu({ slug, person, role, drawnTheme }: Props) {
  const t = useTranslations('shell')
  const locale = useLocale()
  const router = useRouter()
  const { refused } = useRefusal()
  const [theme, setTheme] = useThemeChoice(drawnTheme)
  const mark = (on: boolean) => (on ? <CheckOutlined aria-hidden /> : <span className={styles.blank} />)

  const leave = async () => {
    try {
      await plainClient.account.signOut.mutate()
      // A whole new page, so that nothing of this person stays in memory.
      window.location.assign('/sign-in')
    } catch (error) {
      refused(error)
    }
  }
  const items: MenuProps['items'] = [
    { key: 'account', icon: <UserOutlined aria-hidden />, label: t('account'), onClick: () => router.push(`/${slug}/account`) },
    { type: 'divider' },
    {
      type: 'group',
      label: t('language'),
      children: locales.map((l) => ({
        key: `language-${l}`,
        icon: mark(l === locale),
        label: t(`languages.${l}`),
        onClick: () => {
          chooseLanguage(l)
          router.refresh()
        },
      })),
    },
    {
      type: 'group',
      label: t('theme'),
      children: themeChoices.map((c) => ({
        key: `theme-${c}`,
        icon: mark(c === theme),
        label: t(`themes.${c}`),
        onClick: () => setTheme(c),
      })),
    },
    { type: 'divider' },
    { key: 'leave', icon: <LogoutOutlined aria-hidden />, label: t('signOut'), onClick: leave },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="topLeft" getPopupContainer={besides}>
      <button type="button" className={styles.face}>
        <span className={styles.mark} aria-hidden="true">
          {[...person.name][0]?.toUpperCase()}
        </span>
        <span className={styles.words}>
          <span className={styles.name}>{person.name}</span>
          <span className={styles.role}>{t(`roles.${role}`)}</span>
        </span>
      </button>
    </Dropdown>
  )
}
