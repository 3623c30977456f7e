import type { Permission } from '@/server/platform/scope'

export type MenuEntry = {
  key:
    | 'overview'
    | 'members'
    | 'import'
    | 'tiers'
    | 'growth'
    | 'points'
    | 'fields'
    | 'memberRules'
    | 'tryIt'
    | 'versions'
    | 'program'
    | 'stores'
    | 'today'
    | 'merchant'
    | 'team'
    | 'approval'
    | 'audit'
    | 'keys'
    | 'checkout'
    | 'benefits'
    | 'campaigns'
    | 'coupons'
    | 'rewards'
    | 'redemptions'
    | 'counter'
  path: string
  needs: Permission
  /** For store managers only: the others have the whole of it elsewhere. */
  counterOnly?: boolean
}
export type MenuGroup = { key: 'member' | 'program' | 'marketing' | 'store' | 'settings' | null; entries: readonly MenuEntry[] }

/** Where things are: one level deep, in the merchant's words. A person sees what the role may use. */
export const menu: readonly MenuGroup[] = [
  {
    key: null,
    entries: [
      { key: 'today', path: '/stores/today', needs: 'points:spend', counterOnly: true },
      { key: 'overview', path: '', needs: 'report:read' },
    ],
  },
  {
    key: 'member',
    entries: [
      { key: 'members', path: '/members', needs: 'member:read' },
      { key: 'import', path: '/members/import', needs: 'import:read' },
    ],
  },
  {
    key: 'program',
    entries: [
      { key: 'program', path: '/program', needs: 'program:write' },
      { key: 'tiers', path: '/program/tiers', needs: 'program:write' },
      { key: 'growth', path: '/program/growth', needs: 'program:write' },
      { key: 'points', path: '/program/points', needs: 'program:write' },
      { key: 'benefits', path: '/program/benefits', needs: 'program:write' },
      { key: 'checkout', path: '/program/checkout', needs: 'program:write' },
      { key: 'fields', path: '/program/fields', needs: 'program:write' },
      { key: 'memberRules', path: '/program/member-rules', needs: 'program:write' },
      { key: 'tryIt', path: '/program/try', needs: 'event:write' },
      { key: 'versions', path: '/program/versions', needs: 'program:write' },
    ],
  },
  {
    key: 'marketing',
    entries: [
      { key: 'campaigns', path: '/campaigns', needs: 'campaign:read' },
      { key: 'coupons', path: '/coupons', needs: 'coupon:write' },
      { key: 'rewards', path: '/rewards', needs: 'reward:write' },
      { key: 'redemptions', path: '/rewards/redemptions', needs: 'redemption:read' },
    ],
  },
  {
    key: 'store',
    entries: [
      { key: 'counter', path: '/counter', needs: 'counter:use' },
      { key: 'stores', path: '/stores', needs: 'store:read' },
    ],
  },
  {
    key: 'settings',
    entries: [
      { key: 'merchant', path: '/settings', needs: 'tenant:write' },
      { key: 'team', path: '/settings/team', needs: 'team:write' },
      { key: 'approval', path: '/settings/approval', needs: 'campaign:write' },
      { key: 'audit', path: '/settings/audit', needs: 'audit:read' },
      { key: 'keys', path: '/settings/keys', needs: 'key:read' },
    ],
  },
]

/** What one person sees of the menu. */
export function menuFor(rights: ReadonlySet<Permission>, atCounter: boolean): MenuGroup[] {
  return menu
    .map((group) => ({ ...group, entries: group.entries.filter((e) => rights.has(e.needs) && (!e.counterOnly || atCounter)) }))
    .filter((group) => group.entries.length > 0)
}

/** The entry a page belongs to: the longest path that the address starts with. */
export function entryAt(entries: readonly MenuEntry[], path: string): MenuEntry | undefined {
  return entries
    .filter((e) => path === e.path || (e.path !== '' && path.startsWith(`${e.path}/`)))
    .sort((a, b) => b.path.length - a.path.length)[0]
}
