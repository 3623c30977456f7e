import { MemberQuery, MemberSort } from '@/server/engine/member/listing'

export const memberFilters = ['q', 'tier', 'store'] as const

/** The newest first, until somebody asks for another order. */
export const firstOrder = { by: 'joined', order: 'desc' } as const

type Asked = Partial<Record<string, string | string[]>>

const sizes = ['20', '50', '100']

/** What the address of the list asks for; the same on the server and in the browser. What makes no sense is left out. */
export function memberAsk(asked: Asked): MemberQuery {
  const said = (name: string): string | undefined => (typeof asked[name] === 'string' && asked[name] ? asked[name] : undefined)
  const [by, order] = (said('sort') ?? '').split('.')
  const sort = MemberSort.safeParse(by)
  const size = said('size')
  const read = MemberQuery.safeParse({
    search: said('q'),
    tier: said('tier'),
    storeId: said('store'),
    sort: sort.success ? sort.data : firstOrder.by,
    direction: order === 'asc' || order === 'desc' ? order : firstOrder.order,
    page: Math.max(1, Math.trunc(Number(said('page'))) || 1),
    pageSize: size && sizes.includes(size) ? Number(size) : undefined,
  })
  return read.success ? read.data : MemberQuery.parse({})
}
