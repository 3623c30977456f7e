'use client'

import { useMessages, useTranslations } from 'next-intl'

type Row = {
  actorKind: 'operator' | 'key' | 'system'
  actorName: string | null
  action: string
  before?: unknown
  after?: unknown
}

/** What a thing is called, in the order in which a person would look. */
const naming = ['name', 'email', 'fileName', 'code', 'merchantName'] as const

function nameIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const held: Record<string, unknown> = { ...value }
  for (const key of naming) {
    const found = held[key]
    if (typeof found === 'string' && found) return found
  }
  return undefined
}

/** The lines of the audit log in words: never an id, never the name of an action in the code. */
export function useAuditWords() {
  const t = useTranslations('audit')
  const { audit } = useMessages()
  const actions: Record<string, Record<string, string>> = audit.actions
  return {
    who(row: Row): string {
      if (row.actorName) return row.actorName
      return t(row.actorKind === 'system' ? 'system' : row.actorKind === 'key' ? 'formerKey' : 'formerPerson')
    },
    what(row: Row): string {
      const [word = '', verb = ''] = row.action.split('.')
      return actions[word]?.[verb] ?? t('other')
    },
    /** What it was done to, by its name; a dash where it has none or must not be named. */
    on: (row: Row): string => nameIn(row.after) ?? nameIn(row.before) ?? '—',
    subjects: Object.entries(audit.subjects).map(([value, label]) => ({ value, label })),
  }
}
