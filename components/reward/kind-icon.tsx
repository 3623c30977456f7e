import { CustomerServiceOutlined, GiftOutlined, ShoppingOutlined, TagOutlined } from '@ant-design/icons'
import type { RewardKindName } from './reward-draft'

const icons = { coupon: TagOutlined, goods: ShoppingOutlined, service: CustomerServiceOutlined, lottery_ticket: GiftOutlined }

/** What stands for a reward without a picture. */
export function KindIcon({ kind }: { kind: RewardKindName }) {
  const Icon = icons[kind]
  return <Icon aria-hidden />
}
