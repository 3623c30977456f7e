'use client'

import { HolderOutlined } from '@ant-design/icons'
import { useSortable } from '@dnd-kit/sortable'
import { Button } from 'antd'
import { createContext, type HTMLAttributes, use, useMemo } from 'react'
import styles from './tier-list.module.css'

type Handle = Pick<ReturnType<typeof useSortable>, 'attributes' | 'listeners' | 'setActivatorNodeRef'>
const RowHandle = createContext<Handle | null>(null)

/** A row of a table that can be dragged by the handle in it. */
export function DraggableRow({ style, className, ...rest }: HTMLAttributes<HTMLTableRowElement> & { 'data-row-key'?: string }) {
  const sorted = useSortable({ id: String(rest['data-row-key']) })
  const { attributes, listeners, setActivatorNodeRef, setNodeRef, transform, transition, isDragging } = sorted
  const handle = useMemo(() => ({ attributes, listeners, setActivatorNodeRef }), [attributes, listeners, setActivatorNodeRef])
  return (
    <RowHandle value={handle}>
      <tr
        {...rest}
        ref={setNodeRef}
        className={`${className ?? ''} ${isDragging ? styles.dragging : ''}`}
        style={{ ...style, transform: transform ? `translate3d(0, ${transform.y}px, 0)` : undefined, transition }}
      />
    </RowHandle>
  )
}

/** What a row is taken by, with the mouse, a finger or the keyboard. */
export function DragHandle({ label, disabled }: { label: string; disabled: boolean }) {
  const handle = use(RowHandle)
  if (!handle) return null
  // A real button needs no role given.
  const { role: _role, 'aria-disabled': _disabled, 'aria-pressed': _pressed, ...attributes } = handle.attributes
  return (
    <Button
      type="text"
      size="small"
      icon={<HolderOutlined />}
      {...attributes}
      {...handle.listeners}
      ref={handle.setActivatorNodeRef}
      className={styles.handle}
      aria-label={label}
      disabled={disabled}
    />
  )
}
