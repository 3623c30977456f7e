'use client'

import { PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useTranslations } from 'next-intl'
import styles from './condition.module.css'
import { LeafCard } from './leaf-card'
import { PartActions } from './part-actions'
import { type GroupKind, type GroupNode, groupKinds, isGroup } from './tree'
import { useTreeEditor } from './tree-editor'

/** A group within a condition, with what it asks of its parts. */
function GroupBox({ group, first, last }: { group: GroupNode; first: boolean; last: boolean }) {
  const t = useTranslations('program.condition')
  const { numbers } = useTreeEditor()
  const number = numbers.get(group.id) ?? 0
  return (
    <fieldset className={styles.group}>
      <legend className={styles.hidden}>{t('group', { number })}</legend>
      <div className={styles.head}>
        <span aria-hidden="true" className={styles.number}>
          {t('group', { number })}
        </span>
        <PartActions
          id={group.id}
          first={first}
          last={last}
          names={{ up: t('upGroup', { number }), down: t('downGroup', { number }), remove: t('removeGroup', { number }) }}
        />
      </div>
      <KindSelect group={group} label={t('kindOf', { number })} />
      <GroupParts group={group} />
      <AddButtons group={group} number={number} />
    </fieldset>
  )
}

/** The parts of a group, one below the other. */
export function GroupParts({ group }: { group: GroupNode }) {
  return group.parts.map((part, i) => {
    const place = { first: i === 0, last: i === group.parts.length - 1 }
    return isGroup(part) ? <GroupBox key={part.id} group={part} {...place} /> : <LeafCard key={part.id} leaf={part} {...place} />
  })
}

/** Whether all, any or none of the parts must hold. */
export function KindSelect({ group, label }: { group: GroupNode; label: string }) {
  const t = useTranslations('program.condition')
  const { setKind, canBe } = useTreeEditor()
  const options = groupKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`), disabled: !canBe(group.id, kind) }))
  return (
    <Select<GroupKind>
      className={styles.kind}
      aria-label={label}
      value={group.kind}
      onChange={(kind) => setKind(group.id, kind)}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
    />
  )
}

/** Adds a comparison or a group at the end of a group; `number` is nothing for the outermost one. */
export function AddButtons({ group, number }: { group: GroupNode; number?: number }) {
  const t = useTranslations('program.condition')
  const { addLeaf, addGroup, canAddLeaf, canAddGroup } = useTreeEditor()
  const [leaf, inner] = [canAddLeaf(group.id), canAddGroup(group.id)]
  const small = number !== undefined && ({ size: 'small' } as const)
  return (
    <>
      <div className={styles.add}>
        <Button
          {...small}
          type="dashed"
          icon={<PlusOutlined aria-hidden="true" />}
          disabled={!leaf}
          data-act={`${group.id}:add`}
          aria-label={number === undefined ? undefined : t('addTo', { number })}
          onClick={() => addLeaf(group.id)}
        >
          {t('add')}
        </Button>
        {group.parts.length > 0 && (
          <Button
            {...small}
            type="text"
            icon={<PlusOutlined aria-hidden="true" />}
            disabled={!inner}
            aria-label={number === undefined ? undefined : t('addGroupTo', { number })}
            onClick={() => addGroup(group.id)}
          >
            {t('addGroup')}
          </Button>
        )}
      </div>
      {!leaf && <p className={styles.note}>{t('tooMuch')}</p>}
    </>
  )
}
