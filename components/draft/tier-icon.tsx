import { CrownFilled, FireFilled, GiftFilled, HeartFilled, SketchOutlined, StarFilled, TrophyFilled } from '@ant-design/icons'
import type { CSSProperties, ReactNode } from 'react'
import type { Tier } from '@/server/engine/ladder/ladder'
import styles from './tier-icon.module.css'

const Leaf = () => (
  <svg viewBox="0 0 16 16" width="1em" height="1em" fill="currentColor" role="img" aria-hidden="true">
    <path d="M13.5 1.5c-7 0-11 3.2-11 8 0 1.3.4 2.4 1 3.300L1.600 14.700l.9.9 2-2c.9.5 1.900.7 3 .7 4.600 0 6-5.300 6-12.800Z" />
  </svg>
)

const icons: Record<Tier['icon'], ReactNode> = {
  star: <StarFilled />,
  crown: <CrownFilled />,
  gem: <SketchOutlined />,
  heart: <HeartFilled />,
  leaf: <Leaf />,
  fire: <FireFilled />,
  trophy: <TrophyFilled />,
  ribbon: <GiftFilled />,
}

/** A tier's icon on its colour. It only decorates: the name beside it says which tier it is. */
export const TierIcon = ({ icon, color }: { icon: Tier['icon']; color: string }) => (
  <span className={styles.icon} style={{ '--tier': color } as CSSProperties} aria-hidden>
    {icons[icon]}
  </span>
)
