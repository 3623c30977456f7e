'use client'

import { Collapse } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { TryPanel } from '../program/try-panel'
import styles from './try-rule.module.css'

/** Tries the draft at the foot of a page on which it is edited. Folded until somebody wants it, and read anew each time. */
export function TryBelow() {
  const t = useTranslations('program.try')
  const [open, setOpen] = useState(false)
  return (
    <Collapse
      className={styles.tried}
      activeKey={open ? ['try'] : []}
      onChange={(keys) => setOpen(keys.length > 0)}
      items={[{ key: 'try', label: t('below'), children: open && <TryPanel begin="draft" /> }]}
    />
  )
}
