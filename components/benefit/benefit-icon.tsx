import {
  BellFilled,
  CalendarFilled,
  CoffeeOutlined,
  CrownFilled,
  GiftFilled,
  HeartFilled,
  RocketFilled,
  SafetyCertificateFilled,
  ShoppingFilled,
  SmileFilled,
  StarFilled,
  TagFilled,
  TruckFilled,
  WalletFilled,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { BenefitIcon as Icon } from '@/server/engine/benefit/benefit'
import styles from './benefit-icon.module.css'

const Cake = () => (
  <svg viewBox="0 0 16 16" width="1em" height="1em" fill="currentColor" role="img" aria-hidden="true">
    <path d="M8 0.800 9 2.600a1.100 1.100 0 1 1-2 0ZM7.400 4.500h1.200v2H12a2 2 0 0 1 2 2v1.200c-.9 0-1.300.8-2.300.8s-1.300-.8-2.200-.8-1.100.8-1.900.8-1.200-.8-2.100-.8-1.100.8-1.900.8-.9-.3-1.600-.6V8.500a2 2 0 0 1 2-2h3.400ZM2 11.200c.4.200.8.400 1.600.4 1 0 1.200-.8 1.900-.8s1.100.8 2.100.8 1.200-.8 1.900-.8 1.200.8 2.200.8 1.500-.5 2.300-.7v3.600a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1Z" />
  </svg>
)

const icons: Record<Icon, ReactNode> = {
  tag: <TagFilled />,
  gift: <GiftFilled />,
  truck: <TruckFilled />,
  cake: <Cake />,
  ticket: <WalletFilled />,
  star: <StarFilled />,
  crown: <CrownFilled />,
  heart: <HeartFilled />,
  coffee: <CoffeeOutlined />,
  calendar: <CalendarFilled />,
  bag: <ShoppingFilled />,
  bell: <BellFilled />,
  rocket: <RocketFilled />,
  shield: <SafetyCertificateFilled />,
  smile: <SmileFilled />,
}

/** The picture of a benefit. It only decorates: the name beside it says which benefit it is. */
export const BenefitIcon = ({ icon }: { icon: Icon }) => (
  <span className={styles.icon} aria-hidden>
    {icons[icon]}
  </span>
)
