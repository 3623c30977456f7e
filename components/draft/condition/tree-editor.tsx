'use client'

import { createContext, use } from 'react'
import type { Fact } from '@/server/engine/condition/facts'
import type { Wording } from '@/server/engine/sentence/wording'
import type { GroupKind, LeafNode } from './tree'
import type { StoreName } from './value-control'

/** What every part of a condition needs of the whole. */
export type TreeEditor = {
  wording: Wording
  stores: readonly StoreName[]
  offered: ReadonlyMap<string, Fact>
  /** The numbers under which comparisons and groups are shown, by their id. */
  numbers: ReadonlyMap<number, number>
  /** Whether what is missing in a comparison is said already. */
  shows: (id: number) => boolean
  touch: (id: number) => void
  change: (leaf: LeafNode) => void
  addLeaf: (groupId: number) => void
  addGroup: (groupId: number) => void
  setKind: (groupId: number, kind: GroupKind) => void
  move: (id: number, by: -1 | 1) => void
  remove: (id: number) => void
  /** Whether a group can have one comparison more, one group more, or ask for something else. */
  canAddLeaf: (groupId: number) => boolean
  canAddGroup: (groupId: number) => boolean
  canBe: (groupId: number, kind: GroupKind) => boolean
}

const Editor = createContext<TreeEditor | null>(null)
export const TreeEditorProvider = Editor.Provider

/** The condition that is being edited around here. */
export function useTreeEditor(): TreeEditor {
  const editor = use(Editor)
  if (!editor) throw new Error('a part of a condition stands outside of one')
  return editor
}
