'use client'

import { App, Input } from 'antd'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'

type Question = {
  title: string
  /** What will happen, with the count of those it touches. */
  what: string
  /** The verb of the button: never just "OK". */
  verb: string
  danger?: boolean
  /** For acts that touch many: the text that must be typed first. */
  typed?: string
}

const TypedGuard = ({ what, typed, onMatch }: { what: string; typed: string; onMatch: (matches: boolean) => void }) => {
  const t = useTranslations('kit')
  const field = useId()
  const [text, setText] = useState('')
  const changed = (value: string) => {
    setText(value)
    onMatch(value.trim() === typed)
  }
  return (
    <>
      <p>{what}</p>
      <label htmlFor={field}>{t('typeToConfirm', { text: typed })}</label>
      <Input id={field} value={text} onChange={(e) => changed(e.target.value)} autoComplete="off" />
    </>
  )
}

/** Asks before an act that cannot be taken back: `if (await confirm({…})) …`. */
export function useConfirm(): (question: Question) => Promise<boolean> {
  const { modal } = App.useApp()
  const t = useTranslations('kit')
  return ({ title, what, verb, danger, typed }) =>
    new Promise((resolve) => {
      const box = modal.confirm({
        title,
        icon: null,
        content: typed ? (
          <TypedGuard what={what} typed={typed} onMatch={(ok) => box.update({ okButtonProps: { danger, disabled: !ok } })} />
        ) : (
          what
        ),
        okText: verb,
        cancelText: t('cancel'),
        okButtonProps: { danger, disabled: typed !== undefined },
        focusable: { autoFocusButton: danger ? 'cancel' : 'ok' },
        onOk: () => resolve(true),
        onCancel: () => resolve(false),
      })
    })
}
