import { keyScopeWords } from '../engine/key/key'
import { roleWords } from '../engine/team/team'

declare const brand: unique symbol
/** The id of a tenant, minted only here, so that no other string passes for one. */
export type TenantId = string & { readonly [brand]: 'TenantId' }
export const asTenantId = (id: string): TenantId => id as TenantId

export const roles = roleWords
export type Role = (typeof roles)[number]

/** What a key may do for the merchant's own systems. */
export const keyScopes = keyScopeWords
export type KeyScope = (typeof keyScopes)[number]

/** One thing somebody may be allowed to do. */
export type Permission =
  | 'tenant:read'
  | 'tenant:write'
  | 'team:read'
  | 'team:write'
  | 'store:read'
  | 'store:write'
  | 'program:read'
  | 'program:write'
  | 'program:publish'
  | 'member:read'
  | 'member:write'
  | 'member:reveal'
  | 'member:tier'
  | 'points:adjust'
  | 'points:spend'
  | 'report:read'
  | 'import:read'
  | 'import:write'
  | 'key:read'
  | 'key:write'
  | 'audit:read'
  | 'event:write'
  | 'coupon:read'
  | 'coupon:write'
  | 'coupon:issue'
  | 'coupon:claim'
  | 'checkout:write'
  | 'counter:use'
  | 'reward:read'
  | 'reward:write'
  | 'redemption:read'
  | 'redemption:write'
  | 'redemption:fulfil'
  | 'campaign:read'
  | 'campaign:write'
  | 'campaign:approve'
  | 'campaign:claim'

const storeManager: Permission[] = [
  'tenant:read',
  'store:read',
  'program:read',
  'member:read',
  'points:spend',
  'report:read',
  'coupon:read',
  'counter:use',
  'reward:read',
  'redemption:read',
  'redemption:write',
  'campaign:read',
  'campaign:claim',
]
const operator: Permission[] = [
  ...storeManager,
  'program:write',
  'program:publish',
  'member:write',
  'member:reveal',
  'member:tier',
  'points:adjust',
  'import:read',
  'import:write',
  'event:write',
  'store:write',
  'team:read',
  'coupon:write',
  'coupon:issue',
  'coupon:claim',
  'checkout:write',
  'reward:write',
  'redemption:fulfil',
  'campaign:write',
  'campaign:approve',
]
const owner: Permission[] = [...operator, 'tenant:write', 'team:write', 'key:read', 'key:write', 'audit:read']

/** Who may do what: the one table that procedures, the menu and the role matrix read. */
export const permissionsOf: Record<Role, ReadonlySet<Permission>> = {
  owner: new Set(owner),
  operator: new Set(operator),
  store_manager: new Set(storeManager),
}
const permissionsOfKey: Record<KeyScope, readonly Permission[]> = {
  'events:write': ['event:write'],
  'members:read': ['member:read', 'coupon:read', 'reward:read', 'redemption:read'],
  'checkout:write': ['checkout:write'],
  'coupons:write': ['coupon:claim', 'coupon:issue', 'campaign:claim'],
  'redemptions:write': ['redemption:write'],
}

/** Who acts. `system` is the worker or the command line. */
export type Actor =
  | { kind: 'operator'; userId: string; role: Role; storeIds: readonly string[] }
  | { kind: 'key'; keyId: string; scopes: readonly KeyScope[] }
  | { kind: 'system'; name: string }

/** In whose name, for which tenant, and in which request something is done. */
export type TenantScope = {
  tenantId: TenantId
  actor: Actor
  requestId: string
  ip: string | null
}

export function allows(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case 'operator':
      return permissionsOf[actor.role].has(permission)
    case 'key':
      return actor.scopes.some((s) => permissionsOfKey[s].includes(permission))
    case 'system':
      return true
  }
}

/** The stores an actor is confined to, or null for the whole tenant. */
export const storesOf = (actor: Actor): readonly string[] | null =>
  actor.kind === 'operator' && actor.role === 'store_manager' ? actor.storeIds : null

/** A scope for the worker and the command line. */
export const systemScope = (tenantId: TenantId, name: string): TenantScope => ({
  tenantId,
  actor: { kind: 'system', name },
  requestId: name,
  ip: null,
})
