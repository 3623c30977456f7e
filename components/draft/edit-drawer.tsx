'use client'

import { Drawer } from 'antd'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { useConfirm } from '../kit/use-confirm'

type Props = {
  title: string
  open: boolean
  onClose: () => void
  /** `wide` where a form needs the room. */
  size?: 'wide'
  /** The form; `touched` is to be called once something was typed, `leave` closes after asking. */
  children: (form: { touched: () => void; leave: () => void }) => ReactNode
}

/** A drawer with a form: closing it with unsaved changes asks first. */
export function EditDrawer({ title, open, onClose, size, children }: Props) {
  const t = useTranslations('program')
  const confirm = useConfirm()
  const [dirty, setDirty] = useState(false)
  useEffect(() => {
    if (!dirty || !open) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [dirty, open])
  useEffect(() => {
    if (!open) setDirty(false)
  }, [open])
  const leave = async () => {
    if (dirty && !(await confirm({ title: t('leave.title'), what: t('leave.what'), verb: t('leave.verb'), danger: true }))) return
    onClose()
  }
  return (
    <Drawer title={title} open={open} onClose={() => void leave()} destroyOnHidden size={size === 'wide' ? 760 : 520}>
      {open && children({ touched: () => setDirty(true), leave: () => void leave() })}
    </Drawer>
  )
}
