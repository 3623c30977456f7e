'use client'

import { useParams } from 'next/navigation'
import { createContext, type ReactNode, use, useMemo } from 'react'
import type { Permission } from '@/server/platform/scope'

const Rights = createContext<ReadonlySet<Permission>>(new Set())

/** What the person may do here. A list and not a set, because it crosses from the server. */
export function RightsProvider({ rights, children }: { rights: readonly Permission[]; children: ReactNode }) {
  const held = useMemo(() => new Set(rights), [rights])
  return <Rights value={held}>{children}</Rights>
}

/** Whether to show what would need this right. The server decides again when it is used. */
export const useMay = (permission: Permission): boolean => use(Rights).has(permission)

/** Address of a page of the merchant one is at: `path('/members')`. */
export function useConsolePath(): (path: string) => string {
  const { tenant } = useParams<{ tenant: string }>()
  return (path) => `/${tenant}${path}`
}
