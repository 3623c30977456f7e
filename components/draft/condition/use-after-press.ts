import { useCallback, useEffect, useRef } from 'react'

/**
 * Puts something off until the mouse or finger that is down is up again. What appears on leaving a control would
 * otherwise move the button that is being pressed from under the pointer, and the press would be lost.
 */
export function useAfterPress(): (what: () => void) => void {
  const pressed = useRef(false)
  const waiting = useRef<(() => void)[]>([])
  useEffect(() => {
    const down = () => {
      pressed.current = true
    }
    const up = () => {
      pressed.current = false
      // The click of this very press comes first.
      setTimeout(() => {
        for (const what of waiting.current.splice(0)) what()
      })
    }
    document.addEventListener('pointerdown', down, true)
    document.addEventListener('pointerup', up, true)
    document.addEventListener('pointercancel', up, true)
    return () => {
      document.removeEventListener('pointerdown', down, true)
      document.removeEventListener('pointerup', up, true)
      document.removeEventListener('pointercancel', up, true)
    }
  }, [])
  return useCallback((what) => {
    if (pressed.current) waiting.current.push(what)
    else what()
  }, [])
}
