'use client'

import type { Condition } from '@/server/engine/condition/condition'
import type { Wording } from '@/server/engine/sentence/wording'
import type { Trigger } from '@/server/engine/vocabulary'
import { ConditionRows } from './condition-rows'

type Props = {
  id?: string
  value?: Condition
  /** What was filled in so far, whose values may still be missing; nothing when no condition is left. */
  onChange?: (value: Condition | undefined) => void
  /** Names of tiers and of the merchant's own fields, of which it offers those that fit. */
  wording: Wording
  stores: readonly { id: string; name: string }[]
  /** What is asked about: an event with its member, the lines of an order, or members alone. */
  subject: 'event' | 'line' | 'member'
  /** Which event, where it is one: only facts that it knows are offered. */
  trigger?: Trigger
  /** What is said while there is no condition; that everything counts when left out. */
  none?: string
}

/** A condition as groups of comparisons, with the sentence that it makes. */
export function ConditionBuilder({ id, value, onChange, wording, stores, trigger }: Props) {
  return <ConditionRows id={id} value={value} onChange={onChange} wording={wording} stores={stores} ofOrder={trigger === 'order.paid'} />
}
