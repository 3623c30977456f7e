import {
  CalendarOutlined,
  CheckCircleOutlined,
  CrownOutlined,
  ExperimentOutlined,
  FireOutlined,
  GiftOutlined,
  RiseOutlined,
  ShoppingOutlined,
  SmileOutlined,
  StarOutlined,
  TagOutlined,
  ThunderboltOutlined,
  UserAddOutlined,
  UsergroupAddOutlined,
} from '@ant-design/icons'
import type { ComponentType } from 'react'
import type { CampaignKind } from '@/server/engine/campaign/campaign'
import styles from './campaign-icon.module.css'

const icons: Record<CampaignKind, ComponentType> = {
  member_day: CalendarOutlined,
  birthday: SmileOutlined,
  festival: FireOutlined,
  double_points: RiseOutlined,
  welcome: UserAddOutlined,
  registration_points: StarOutlined,
  first_order: ShoppingOutlined,
  after_payment: TagOutlined,
  upgrade_gift: CrownOutlined,
  check_in: CheckCircleOutlined,
  referral: UsergroupAddOutlined,
  win_back: ThunderboltOutlined,
  gift_with_purchase: GiftOutlined,
  sample: ExperimentOutlined,
}

/** What stands for a kind of campaign. */
export function CampaignIcon({ kind }: { kind: CampaignKind }) {
  const Icon = icons[kind]
  return (
    <span className={styles.icon} aria-hidden>
      <Icon />
    </span>
  )
}
