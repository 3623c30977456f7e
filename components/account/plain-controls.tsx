'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { type ThemeChoice, themeChoices } from '../kit/theme/theme-choice'
import { useThemeChoice } from '../kit/theme/use-theme-choice'
import { chooseLanguage } from '../messages/choose-language'
import { locales } from '../messages/locale'
import styles from './plain-controls.module.css'

/** Language and colours on the pages before sign-in. */
export function PlainControls({ drawnTheme }: { drawnTheme: ThemeChoice }) {
  const t = useTranslations('shell')
  const locale = useLocale()
  const router = useRouter()
  const [theme, setTheme] = useThemeChoice(drawnTheme)
  return (
    <div className={styles.controls}>
      <select
        aria-label={t('language')}
        value={locale}
        onChange={(e) => {
          const wanted = locales.find((l) => l === e.target.value)
          if (wanted) chooseLanguage(wanted)
          router.refresh()
        }}
      >
        {locales.map((l) => (
          <option key={l} value={l}>
            {t(`languages.${l}`)}
          </option>
        ))}
      </select>
      <select aria-label={t('theme')} value={theme} onChange={(e) => setTheme(themeChoices.find((c) => c === e.target.value) ?? 'system')}>
        {themeChoices.map((c) => (
          <option key={c} value={c}>
            {t(`themes.${c}`)}
          </option>
        ))}
      </select>
    </div>
  )
}
