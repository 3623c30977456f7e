import type { ReactNode } from 'react'
import styles from './plain-page.module.css'

type Props = { product: string; promise: string; controls: ReactNode; children: ReactNode }

/** The frame of the pages before sign-in: the product on one side, one thing to do on the other. */
export const PlainPage = ({ product, promise, controls, children }: Props) => (
  <div className={styles.page}>
    <aside className={styles.side} aria-label={product}>
      <p className={styles.product}>
        <RungsLogo /> {product}
      </p>
      <Ladder />
      <p className={styles.promise}>{promise}</p>
    </aside>
    <div className={styles.work}>
      <header className={styles.top}>
        <span className={styles.small}>
          <RungsLogo /> {product}
        </span>
        {controls}
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  </div>
)

/** A title with a sentence under it, above a form. */
export const PlainTitle = ({ title, lead }: { title: string; lead?: ReactNode }) => (
  <div className={styles.title}>
    <h1>{title}</h1>
    {lead && <p>{lead}</p>}
  </div>
)

/** The way to the other page, under a form. */
export const PlainFoot = ({ children }: { children: ReactNode }) => <p className={styles.foot}>{children}</p>

const RungsLogo = () => (
  <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" className={styles.logo}>
    <rect width="32" height="32" rx="8" />
    <rect x="7" y="21" width="18" height="4" rx="2" data-rung />
    <rect x="7" y="14" width="13" height="4" rx="2" data-rung />
    <rect x="7" y="7" width="8" height="4" rx="2" data-rung />
  </svg>
)

/** Four tiers as rungs, with the members on them: what the product is about. */
const Ladder = () => (
  <svg viewBox="0 0 320 240" className={styles.ladder} aria-hidden="true">
    {[
      { y: 196, width: 304, people: 9 },
      { y: 140, width: 232, people: 6 },
      { y: 84, width: 160, people: 3 },
      { y: 28, width: 88, people: 1 },
    ].map((rung) => (
      <g key={rung.y}>
        <rect x="8" y={rung.y} width={rung.width} height="10" rx="5" />
        {Array.from({ length: rung.people }, (_, place) => 28 + place * 31).map((x) => (
          <circle key={x} cx={x} cy={rung.y - 14} r="9" />
        ))}
      </g>
    ))}
  </svg>
)
