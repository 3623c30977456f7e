'use client'

import { CheckOutlined, SwapOutlined } from '@ant-design/icons'
import { Dropdown } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { MerchantMark } from './merchant-mark'
import styles from './tenant-switcher.module.css'

type Merchant = { slug: string; name: string }
type Props = { current: Merchant & { logo: string | null }; others: readonly Merchant[] }

/** Within the frame, because on a phone the menu is a layer above the page. */
const besides = (button: HTMLElement) => button.parentElement ?? document.body

/** Where one is; with more than one merchant, a menu to go to another. */
export function TenantSwitcher({ current, others }: Props) {
  const t = useTranslations('shell')
  const face = (
    <>
      <MerchantMark name={current.name} logo={current.logo} />
      <span className={styles.name}>{current.name}</span>
    </>
  )
  if (others.length === 0) {
    return (
      <Link href={`/${current.slug}`} className={styles.face} prefetch={false}>
        {face}
      </Link>
    )
  }
  const items = [
    { key: current.slug, label: current.name, icon: <CheckOutlined aria-hidden /> },
    ...others.map((o) => ({ key: o.slug, label: <a href={`/${o.slug}`}>{o.name}</a>, icon: <span className={styles.blank} /> })),
  ]
  return (
    <Dropdown menu={{ items, selectedKeys: [current.slug] }} trigger={['click']} getPopupContainer={besides}>
      <button type="button" className={styles.face} aria-label={t('switchMerchant', { name: current.name })}>
        {face}
        <SwapOutlined aria-hidden className={styles.swap} />
      </button>
    </Dropdown>
  )
}
