'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useConfirm } from './use-confirm'

/** The address within the console that a click leads away to; nothing where the page stays, or opens beside it. */
function leadsTo(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link?.href || link.target === '_blank' || link.hasAttribute('download')) return undefined
  const { origin, pathname, search, hash } = new URL(link.href)
  const elsewhere = pathname !== window.location.pathname || search !== window.location.search
  return origin === window.location.origin && elsewhere ? `${pathname}${search}${hash}` : undefined
}

/** Asks before a page is left with what was typed on it: by a link of the console, and by closing or reloading it. */
export function useLeaveQuestion(touched: boolean): void {
  const t = useTranslations('program.leave')
  const confirm = useConfirm()
  const router = useRouter()
  const ask = async (href: string) => {
    if (await confirm({ title: t('title'), what: t('what'), verb: t('verb'), danger: true })) router.push(href)
  }
  const latest = useRef(ask)
  latest.current = ask
  useEffect(() => {
    if (!touched) return
    const unload = (event: BeforeUnloadEvent) => event.preventDefault()
    const click = (event: MouseEvent) => {
      const href = leadsTo(event)
      if (href === undefined) return
      event.preventDefault()
      event.stopPropagation()
      void latest.current(href)
    }
    window.addEventListener('beforeunload', unload)
    // Before the link itself hears of it.
    window.addEventListener('click', click, true)
    return () => {
      window.removeEventListener('beforeunload', unload)
      window.removeEventListener('click', click, true)
    }
  }, [touched])
}
