'use client'

import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import styles from './condition.module.css'
import { useTreeEditor } from './tree-editor'

type Props = { id: number; first: boolean; last: boolean; names: { up: string; down: string; remove: string } }

/** Moves a part of a group up or down, or takes it out. */
export function PartActions({ id, first, last, names }: Props) {
  const { move, remove } = useTreeEditor()
  return (
    <span className={styles.actions}>
      {!(first && last) && (
        <>
          <Button
            type="text"
            size="small"
            icon={<ArrowUpOutlined />}
            aria-label={names.up}
            data-act={`${id}:up`}
            disabled={first}
            onClick={() => move(id, -1)}
          />
          <Button
            type="text"
            size="small"
            icon={<ArrowDownOutlined />}
            aria-label={names.down}
            data-act={`${id}:down`}
            disabled={last}
            onClick={() => move(id, 1)}
          />
        </>
      )}
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        aria-label={names.remove}
        data-act={`${id}:remove`}
        onClick={() => remove(id)}
      />
    </span>
  )
}
