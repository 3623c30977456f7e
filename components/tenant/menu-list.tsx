'use client'

import {
  ApiOutlined,
  AppstoreOutlined,
  AuditOutlined,
  BarChartOutlined,
  CalculatorOutlined,
  CalendarOutlined,
  CheckSquareOutlined,
  CreditCardOutlined,
  CrownOutlined,
  ExperimentOutlined,
  FormOutlined,
  GiftOutlined,
  HistoryOutlined,
  ImportOutlined,
  ReadOutlined,
  RiseOutlined,
  ScanOutlined,
  SendOutlined,
  SettingOutlined,
  ShopOutlined,
  ShoppingOutlined,
  SlidersOutlined,
  TagOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ComponentType } from 'react'
import { entryAt, type MenuEntry, type MenuGroup } from './menu'
import styles from './menu-list.module.css'

const icons: Record<MenuEntry['key'], ComponentType> = {
  overview: BarChartOutlined,
  today: ShoppingOutlined,
  members: UserOutlined,
  import: ImportOutlined,
  program: AppstoreOutlined,
  tiers: SlidersOutlined,
  growth: RiseOutlined,
  points: GiftOutlined,
  fields: FormOutlined,
  memberRules: ReadOutlined,
  tryIt: ExperimentOutlined,
  versions: HistoryOutlined,
  stores: ShopOutlined,
  merchant: SettingOutlined,
  team: TeamOutlined,
  approval: CheckSquareOutlined,
  audit: AuditOutlined,
  keys: ApiOutlined,
  checkout: CalculatorOutlined,
  benefits: CrownOutlined,
  campaigns: CalendarOutlined,
  coupons: TagOutlined,
  rewards: CreditCardOutlined,
  redemptions: SendOutlined,
  counter: ScanOutlined,
}

type Props = { slug: string; groups: readonly MenuGroup[]; onGo?: () => void }

/** The menu as a list of links, the page one is at marked. */
export function MenuList({ slug, groups, onGo }: Props) {
  const t = useTranslations('shell')
  const here = usePathname().slice(slug.length + 1)
  const current = entryAt(
    groups.flatMap((g) => g.entries),
    here,
  )
  return (
    <nav aria-label={t('menu')} className={styles.nav}>
      {groups.map((group) => (
        <div key={group.key ?? 'first'} className={styles.group}>
          {group.key && group.entries.length > 1 && <p className={styles.heading}>{t(`groups.${group.key}`)}</p>}
          <ul className={styles.list}>
            {group.entries.map((entry) => {
              const Icon = icons[entry.key]
              return (
                <li key={entry.key}>
                  <Link
                    href={`/${slug}${entry.path}`}
                    className={styles.link}
                    aria-current={entry === current ? 'page' : undefined}
                    onClick={onGo}
                    prefetch={false}
                  >
                    <Icon aria-hidden />
                    {t(`entries.${entry.key}`)}
                  </Link>
                </li>
              )
            })}
          </ul>
        </div>
      ))}
    </nav>
  )
}
