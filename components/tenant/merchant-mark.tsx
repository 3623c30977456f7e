import styles from './merchant-mark.module.css'

/** The merchant's logo, or the first character of the name on the accent. */
export const MerchantMark = ({ name, logo }: { name: string; logo: string | null }) =>
  logo ? (
    // A small picture held in the page itself: nothing to optimise, nothing to fetch.
    <img src={logo} alt="" width={28} height={28} className={styles.mark} />
  ) : (
    <span className={styles.mark} aria-hidden="true">
      {[...name.trim()][0]?.toUpperCase()}
    </span>
  )
