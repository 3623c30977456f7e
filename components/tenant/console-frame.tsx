'use client'

import { MenuOutlined } from '@ant-design/icons'
import { useTranslations } from 'next-intl'
import { type ReactNode, useRef } from 'react'
import styles from './console-frame.module.css'
import type { MenuGroup } from './menu'
import { MenuList } from './menu-list'
import { MerchantMark } from './merchant-mark'

type Props = {
  merchant: { slug: string; name: string; logo: string | null }
  groups: readonly MenuGroup[]
  /** Which merchant, and who: at the head and the foot of the menu. */
  switcher: ReactNode
  account: ReactNode
  children: ReactNode
}

/** The console's frame: the menu at the side, on small screens behind a button. */
export function ConsoleFrame({ merchant, groups, switcher, account, children }: Props) {
  const t = useTranslations('shell')
  const drawer = useRef<HTMLDialogElement>(null)
  const close = () => drawer.current?.close()
  return (
    <div className={styles.frame} data-console>
      <a href="#content" className={styles.skip}>
        {t('skip')}
      </a>
      <aside className={styles.side}>
        <div className={styles.head}>{switcher}</div>
        <MenuList slug={merchant.slug} groups={groups} />
        <div className={styles.foot}>{account}</div>
      </aside>
      <header className={styles.bar}>
        <button type="button" className={styles.burger} aria-label={t('openMenu')} onClick={() => drawer.current?.showModal()}>
          <MenuOutlined aria-hidden />
        </button>
        <MerchantMark name={merchant.name} logo={merchant.logo} />
        <span className={styles.name}>{merchant.name}</span>
      </header>
      <dialog ref={drawer} className={styles.drawer} aria-label={t('menu')} closedby="any">
        <div className={styles.head}>{switcher}</div>
        <MenuList slug={merchant.slug} groups={groups} onGo={close} />
        <div className={styles.foot}>{account}</div>
      </dialog>
      <main id="content" className={styles.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
