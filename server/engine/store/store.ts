import * as z from 'zod'

/** A brand holds areas and stores, an area holds areas and stores, a store holds nothing. */
export const storeKinds = ['brand', 'area', 'store'] as const
export type StoreKind = (typeof storeKinds)[number]

/** The merchant's own number for a store, as its orders carry it. */
export const StoreCode = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\s,;"]+$/)
const name = z.string().trim().min(1).max(60)

export const StoreDraft = z.object({ parentId: z.uuid().nullable(), kind: z.enum(storeKinds), code: StoreCode, name })
export type StoreDraft = z.infer<typeof StoreDraft>

export const StoreRename = z.object({ storeId: z.uuid(), code: StoreCode, name })
export type StoreRename = z.infer<typeof StoreRename>

export const StoreMove = z.object({ storeId: z.uuid(), parentId: z.uuid().nullable() })
export type StoreMove = z.infer<typeof StoreMove>

/** Which kind may stand under which; at the top anything may. */
export const mayHold: Record<StoreKind, readonly StoreKind[]> = { brand: ['area', 'store'], area: ['area', 'store'], store: [] }
