'use client'

import { MoreOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import styles from './row-acts.module.css'

/** What one can do to a row; `danger` for what cannot be taken back. */
export type RowAct = { key: string; label: string; act: () => unknown; danger?: boolean }

type Props = {
  /** Of what, for those who hear the buttons one by one. */
  name: string
  /** The next step, if there is one. */
  first?: Omit<RowAct, 'key' | 'danger'> | null
  /** Where it is changed, as long as it may be. */
  edit?: { label: string; href: string } | undefined
  /** Behind "more". */
  more: readonly RowAct[]
  busy?: boolean
}

/** What can be done to a row of a list: the next step and the change at hand, the rest behind "more". */
export function RowActs({ name, first, edit, more, busy }: Props) {
  const t = useTranslations('kit')
  const named = (act: string) => t('actOn', { act, name })
  return (
    <span className={styles.acts}>
      {first && (
        <Button type="link" size="small" disabled={busy} aria-label={named(first.label)} onClick={() => void first.act()}>
          {first.label}
        </Button>
      )}
      {edit && (
        <Link className={styles.edit} href={edit.href} aria-label={named(edit.label)}>
          {edit.label}
        </Link>
      )}
      {more.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: more.map(({ act, ...item }) => ({ ...item, onClick: () => void act() })) }}>
          <Button type="text" size="small" icon={<MoreOutlined />} aria-label={named(t('more'))} />
        </Dropdown>
      )}
    </span>
  )
}
