'use client'

import { useEffect, useState } from 'react'

const PAUSE_MS = 600

/** What was typed, once nobody has typed for a while. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
