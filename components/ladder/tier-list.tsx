'use client'

import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors } from '@dnd-kit/core'
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { Button, Tag } from 'antd'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { LadderSpec } from '@/server/engine/ladder/ladder'
import { thresholdText } from '@/server/engine/sentence/ladder'
import { percentText, type Surround } from '@/server/engine/sentence/wording'
import { TierIcon } from '../draft/tier-icon'
import { type Column, DataTable } from '../kit/data-table'
import { Count } from '../kit/figures'
import { DraggableRow, DragHandle } from './draggable-row'
import { moved } from './reorder'
import type { DraftTier } from './tier-drawer'
import styles from './tier-list.module.css'

type Props = {
  spec: LadderSpec
  tiers: DraftTier[]
  surround: Surround
  mayWrite: boolean
  busy: boolean
  onEdit: (tier: DraftTier) => void
  onDelete: (tier: DraftTier) => void
  onOrder: (ids: string[]) => void
}

/** The tiers of a ladder, lowest first, to be changed and to be put in order by dragging or by buttons. */
export function TierList({ spec, tiers, surround, mayWrite, busy, onEdit, onDelete, onOrder }: Props) {
  const t = useTranslations('ladder')
  const ids = tiers.map((tier) => tier.id)
  const columns: Column<DraftTier>[] = [
    {
      key: 'name',
      title: t('columns.name'),
      render: (tier) => (
        <span className={styles.name}>
          {mayWrite && <DragHandle label={t('drag', { name: tier.name })} disabled={busy || tiers.length < 2} />}
          <TierIcon icon={tier.icon} color={tier.color} /> {tier.name}
          {tier.hidden && <Tag>{t('hidden')}</Tag>}
        </span>
      ),
    },
    {
      key: 'threshold',
      title: t('columns.threshold'),
      align: 'right',
      render: (tier) => thresholdText(spec.measure, tier.threshold, surround, tier.requires !== undefined),
    },
    {
      key: 'bonus',
      title: t('columns.bonus', { name: surround.pointsName }),
      align: 'right',
      render: (tier) => `+${percentText(tier.bonusBps)}`,
    },
    { key: 'members', title: t('columns.members'), align: 'right', render: (tier) => <Count value={tier.members} /> },
    { key: 'code', title: t('columns.code'), render: (tier) => tier.code },
  ]
  const acts: Column<DraftTier> = {
    key: 'actions',
    title: t('columns.actions'),
    render: (tier) => {
      const place = ids.indexOf(tier.id)
      return (
        <span className={styles.acts}>
          <Button type="link" size="small" onClick={() => onEdit(tier)}>
            {t('edit')}
          </Button>
          <Button
            type="text"
            size="small"
            icon={<ArrowUpOutlined />}
            aria-label={t('lower', { name: tier.name })}
            title={t('lower', { name: tier.name })}
            disabled={busy || place === 0}
            onClick={() => onOrder(moved(ids, tier.id, place - 1))}
          />
          <Button
            type="text"
            size="small"
            icon={<ArrowDownOutlined />}
            aria-label={t('higher', { name: tier.name })}
            title={t('higher', { name: tier.name })}
            disabled={busy || place === ids.length - 1}
            onClick={() => onOrder(moved(ids, tier.id, place + 1))}
          />
          <Button type="link" size="small" danger disabled={busy || tiers.length === 1} onClick={() => onDelete(tier)}>
            {t('delete')}
          </Button>
        </span>
      )
    },
  }
  const table = (parts?: { body: { row: typeof DraggableRow } }) => (
    <DataTable<DraftTier>
      label={t('tiers')}
      rows={tiers}
      rowKey={(tier) => tier.id}
      empty={null}
      parts={parts}
      columns={mayWrite ? [...columns, acts] : columns}
    />
  )
  return mayWrite ? (
    <Sorting tiers={tiers} onOrder={onOrder}>
      {table({ body: { row: DraggableRow } })}
    </Sorting>
  ) : (
    table()
  )
}

const named = (tiers: readonly DraftTier[], id: unknown): string => tiers.find((tier) => tier.id === id)?.name ?? ''

/** Where rows are dragged: by pointer and by keyboard, with each step told to those who do not see it. */
function Sorting({ tiers, onOrder, children }: Pick<Props, 'tiers' | 'onOrder'> & { children: React.ReactNode }) {
  const t = useTranslations('ladder')
  const id = useId()
  const sensors = useSensors(
    // A press alone is no drag.
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const ids = tiers.map((tier) => tier.id)
  const placed = (over: unknown) => ids.indexOf(String(over)) + 1
  return (
    <DndContext
      id={id}
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={[({ transform }) => ({ ...transform, x: 0 })]}
      accessibility={{
        screenReaderInstructions: { draggable: t('dragHelp') },
        announcements: {
          onDragStart: ({ active }) => t('dragged.start', { name: named(tiers, active.id) }),
          onDragOver: ({ active, over }) =>
            over ? t('dragged.over', { name: named(tiers, active.id), place: placed(over.id) }) : undefined,
          onDragEnd: ({ active, over }) => (over ? t('dragged.end', { name: named(tiers, active.id), place: placed(over.id) }) : undefined),
          onDragCancel: ({ active }) => t('dragged.cancel', { name: named(tiers, active.id) }),
        },
      }}
      onDragEnd={({ active, over }) => {
        if (over && over.id !== active.id) onOrder(moved(ids, String(active.id), ids.indexOf(String(over.id))))
      }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        {children}
      </SortableContext>
    </DndContext>
  )
}
