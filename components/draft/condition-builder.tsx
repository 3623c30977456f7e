'use client'

import { useTranslations } from 'next-intl'
import { type FocusEvent, useEffect, useMemo, useRef, useState } from 'react'
import { Condition } from '@/server/engine/condition/condition'
import { catalogueOf } from '@/server/engine/condition/facts'
import { asksOfMembers } from '@/server/engine/condition/select'
import { conditionText } from '@/server/engine/sentence/condition'
import type { Wording } from '@/server/engine/sentence/wording'
import type { Trigger } from '@/server/engine/vocabulary'
import styles from './condition/condition.module.css'
import { blankOf, faultOf, offeredFacts } from './condition/facts-offered'
import { AddButtons, GroupParts, KindSelect } from './condition/group-box'
import { MemberCount } from './condition/member-count'
import {
  conditionOf,
  fits,
  type GroupNode,
  groupNodes,
  leafNodes,
  plant,
  withChanged,
  withGroup,
  withKind,
  withLeaf,
  withMoved,
  without,
} from './condition/tree'
import { type TreeEditor, TreeEditorProvider } from './condition/tree-editor'
import { useAfterPress } from './condition/use-after-press'

type Props = {
  id?: string
  value?: Condition
  /** What was filled in so far, whose values may still be missing; nothing when no condition is left. */
  onChange?: (value: Condition | undefined) => void
  onBlur?: () => void
  /** Names of tiers and of the merchant's own fields, of which it offers those that fit. */
  wording: Wording
  stores: readonly { id: string; name: string }[]
  /** What is asked about: an event with its member, the lines of an order, or members alone. */
  subject: 'event' | 'line' | 'member'
  /** Which event, where it is one: only facts that it knows are offered. */
  trigger?: Trigger
  /** What is said while there is no condition; that everything counts when left out. */
  none?: string
  /** Set by the form when what was filled in does not pass. */
  'aria-invalid'?: 'true' | 'false' | boolean
  'aria-describedby'?: string
}

/** A condition as groups of comparisons, with the sentence that it makes. */
export function ConditionBuilder(props: Props) {
  const { id, value, onChange, onBlur, wording, stores, subject, trigger, none } = props
  const t = useTranslations('program.condition')
  const { fields } = wording
  const catalogue = useMemo(() => catalogueOf(fields), [fields])
  const offered = useMemo(() => offeredFacts({ subject, trigger }, fields), [subject, trigger, fields])
  const [held, setHeld] = useState(() => ({ value, root: plant(value, catalogue) }))
  const [touched, setTouched] = useState<ReadonlySet<number>>(new Set())
  const own = useRef<HTMLFieldSetElement>(null)
  const wanted = useRef<string[]>([])
  const afterPress = useAfterPress()
  // The form may hold something else by now: it was put back, or another rule is open.
  if (JSON.stringify(held.value) !== JSON.stringify(value)) setHeld({ value, root: plant(value, catalogue) })
  const { root } = held
  const leaves = leafNodes(root)

  useEffect(() => {
    for (const act of wanted.current.splice(0)) {
      const place = own.current?.querySelector<HTMLElement>(`[data-act="${act}"]`)
      const control = place?.matches('button') ? place : place?.querySelector<HTMLElement>('input')
      if (!control || control.matches(':disabled')) continue
      wanted.current = []
      control.focus()
      return
    }
  })

  /** Takes over a changed tree; the first of the places that is there gets the focus. */
  const become = (next: GroupNode, ...focus: string[]) => {
    const condition = conditionOf(next)
    wanted.current = focus
    setHeld({ value: condition, root: next })
    onChange?.(condition)
  }
  const usual = subject === 'event' && offered.has('order.amount') ? 'order.amount' : subject === 'line' ? 'line.category' : 'member.tier'
  const fact = offered.get(usual)
  const blank = fact && blankOf(usual, fact)
  const editor: TreeEditor = {
    wording,
    stores,
    offered,
    numbers: new Map([...leaves, ...groupNodes(root)].map((node, i) => [node.id, i < leaves.length ? i + 1 : i - leaves.length + 1])),
    shows: (leaf) => touched.has(leaf) || props['aria-invalid'] === true || props['aria-invalid'] === 'true',
    touch: (leaf) => afterPress(() => setTouched((before) => (before.has(leaf) ? before : new Set(before).add(leaf)))),
    change: (leaf) => become(withChanged(root, leaf)),
    addLeaf: (group) => {
      if (!blank) return
      const added = withLeaf(root, group, blank)
      become(added.root, `${added.id}:fact`)
    },
    addGroup: (group) => {
      if (!blank) return
      const added = withGroup(root, group, blank)
      become(added.root, `${added.id}:fact`)
    },
    setKind: (group, kind) => become(withKind(root, group, kind)),
    move: (part, by) => become(withMoved(root, part, by), ...(by < 0 ? [`${part}:up`, `${part}:down`] : [`${part}:down`, `${part}:up`])),
    remove: (part) => {
      const left = without(root, part)
      become(left.root, ...(left.next === null ? [] : [`${left.next}:remove`]), `${root.id}:add`)
    },
    canAddLeaf: (group) => blank !== undefined && fits(withLeaf(root, group, blank).root),
    canAddGroup: (group) => blank !== undefined && fits(withGroup(root, group, blank).root),
    canBe: (group, kind) => fits(withKind(root, group, kind)),
  }
  // A form that finds something missing sends the focus here; it belongs to the first control in question.
  const pass = (e: FocusEvent<HTMLFieldSetElement>) => {
    if (e.target !== e.currentTarget) return
    const first = own.current?.querySelector<HTMLElement>('[aria-invalid="true"]:not(fieldset)')
    ;(first ?? own.current?.querySelector<HTMLElement>('input, button:not(:disabled)'))?.focus()
  }
  const told = root.parts.length > 0 && leaves.every((leaf) => faultOf(leaf, offered, wording) === null) ? Condition.safeParse(value) : null
  return (
    <TreeEditorProvider value={editor}>
      <fieldset
        ref={own}
        id={id}
        tabIndex={-1}
        className={styles.builder}
        aria-label={t(`labels.${subject}`)}
        aria-describedby={props['aria-describedby']}
        onFocus={pass}
        onBlur={(e) => {
          if (!e.currentTarget.contains(e.relatedTarget)) afterPress(() => onBlur?.())
        }}
      >
        {root.parts.length === 0 && <p className={styles.note}>{none ?? t('none')}</p>}
        {(root.parts.length > 1 || root.kind !== 'all') && root.parts.length > 0 && <KindSelect group={root} label={t('kindWhole')} />}
        <GroupParts group={root} />
        <AddButtons group={root} />
        {root.parts.length > 0 && <p className={styles.sentence}>{told?.success ? conditionText(told.data, wording) : t('unfinished')}</p>}
        {told?.success && subject !== 'line' && asksOfMembers(told.data) && <MemberCount condition={told.data} />}
      </fieldset>
    </TreeEditorProvider>
  )
}
