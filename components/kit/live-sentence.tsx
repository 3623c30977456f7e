'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import styles from './live-sentence.module.css'

type Props = {
  children: ReactNode
  /** There is no sentence yet; what stands here says so. */
  unfinished?: boolean
  testId?: string
}

/**
 * The sentence that a form makes, in sight above it while it is being written. On a phone a long one takes three lines
 * and scrolls, by finger and by keyboard.
 */
export function LiveSentence({ children, unfinished, testId }: Props) {
  const own = useRef<HTMLOutputElement>(null)
  const [scrolls, setScrolls] = useState(false)
  useEffect(() => {
    const element = own.current
    if (!element) return
    const look = () => setScrolls(element.scrollHeight > element.clientHeight + 1)
    const watching = new ResizeObserver(look)
    watching.observe(element)
    const words = new MutationObserver(look)
    words.observe(element, { characterData: true, childList: true, subtree: true })
    return () => {
      watching.disconnect()
      words.disconnect()
    }
  }, [])
  return (
    <output
      ref={own}
      className={styles.sentence}
      data-empty={unfinished || undefined}
      data-testid={testId}
      // Only what scrolls takes the focus: elsewhere it would be a stop without a use.
      tabIndex={scrolls ? 0 : undefined}
    >
      {children}
    </output>
  )
}
