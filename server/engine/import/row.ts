import type { FactBody } from '../vocabulary'
import { readAmount } from './amount'
import { ImportField, type ImportPlan } from './column'
import { readMoment } from './moment'

/** Why a row is refused. `details` hold no personal value. */
export type RowProblem = {
  field: ImportField
  code: RowProblemCode
  details: Record<string, string | number>
}
export type RowProblemCode =
  | 'import.unreadable'
  | 'import.empty'
  | 'import.too_long'
  | 'import.amount'
  | 'import.negative_sale'
  | 'import.date'
  | 'import.kind'
  | 'import.currency'

/** What the reader of a row has to know about the tenant. */
export type RowSetting = {
  plan: ImportPlan
  zone: string
  currency: string
  digits: number
}

export type MemberRow = {
  member: string
  name: string | null
  phone: string | null
  country: string | null
  /** Instant in milliseconds, or nothing: the time of the import. */
  joinedAt: number | null
  store: string | null
}
export type OrderRow = {
  member: string
  at: number
  store: string | null
  body: FactBody
  rounded: boolean
}

export type Reading<T> = { row: T; problem: null } | { row: null; problem: RowProblem }

const MAX_TEXT = 64
const refuse = (field: ImportField, code: RowProblemCode, details: RowProblem['details'] = {}) =>
  ({ row: null, problem: { field, code, details } }) as const
/** The part of a value that helps to find it; never called for a name or a phone. */
const shown = (text: string) => ({ value: text.slice(0, 40) })

const cell = (cells: readonly string[], plan: ImportPlan, field: ImportField): string => {
  const column = plan.columns[field]
  return column === undefined ? '' : (cells[column] ?? '').trim()
}

/** Characters that show nothing and that no name, number or code holds: remains of another kind of file. */
const UNREADABLE = /[\p{Cc}\p{Cs}]/u
function unreadable(cells: readonly string[], plan: ImportPlan): RowProblem | null {
  for (const field of ImportField.options) {
    if (UNREADABLE.test(cell(cells, plan, field))) return { field, code: 'import.unreadable', details: {} }
  }
  return null
}

const SALE = new Set([
  'sale',
  'sales',
  'order',
  'paid',
  'payment',
  'purchase',
  'buy',
  '销售',
  '消费',
  '购买',
  '订单',
  '下单',
  '支付',
  '付款',
  '正常',
  '销售单',
  '普通订单',
])
const REFUND = new Set([
  'refund',
  'refunded',
  'return',
  'returned',
  'credit',
  'creditnote',
  '退款',
  '退货',
  '退单',
  '退款单',
  '退货单',
  '销售退货',
  '冲销',
])

/** One row of a members file. */
export function readMemberRow(cells: readonly string[], { plan, zone }: RowSetting): Reading<MemberRow> {
  const broken = unreadable(cells, plan)
  if (broken) return { row: null, problem: broken }
  const member = cell(cells, plan, 'member')
  if (member === '') return refuse('member', 'import.empty')
  for (const [field, most] of [
    ['member', 64],
    ['name', 60],
    ['phone', 30],
    ['country', 60],
    ['store', 64],
  ] as const) {
    if (cell(cells, plan, field).length > most) return refuse(field, 'import.too_long', { most })
  }
  const joined = cell(cells, plan, 'joined_at')
  const joinedAt = joined === '' ? null : readMoment(joined, plan.dateOrder, zone)
  if (joined !== '' && joinedAt === null) return refuse('joined_at', 'import.date', shown(joined))
  const or = (field: ImportField) => cell(cells, plan, field) || null
  return {
    row: {
      member,
      name: or('name'),
      phone: or('phone'),
      country: or('country'),
      joinedAt,
      store: or('store'),
    },
    problem: null,
  }
}

/**
 * One row of an orders file: a sale, or a refund, told apart by the kind when the file has one and else by the sign.
 * A refund's amount may carry either sign.
 */
export function readOrderRow(cells: readonly string[], { plan, zone, currency, digits }: RowSetting): Reading<OrderRow> {
  const broken = unreadable(cells, plan)
  if (broken) return { row: null, problem: broken }
  for (const field of ['member', 'number', 'amount', 'occurred_at'] as const) {
    if (cell(cells, plan, field) === '') return refuse(field, 'import.empty')
  }
  for (const field of ['member', 'number', 'original', 'channel', 'store'] as const) {
    if (cell(cells, plan, field).length > MAX_TEXT) return refuse(field, 'import.too_long', { most: MAX_TEXT })
  }
  const amountText = cell(cells, plan, 'amount')
  const amount = readAmount(amountText, digits)
  if (!amount || Math.abs(amount.minor) > 9_000_000_000_000) return refuse('amount', 'import.amount', shown(amountText))
  const kindText = cell(cells, plan, 'kind')
  const kind = kindOf(kindText, amount.minor)
  if (kind === null) return refuse('kind', 'import.kind', shown(kindText))
  if (kind === 'sale' && amount.minor < 0) return refuse('amount', 'import.negative_sale', shown(amountText))
  const own = cell(cells, plan, 'currency')
  if (own !== '' && own.toUpperCase() !== currency) return refuse('currency', 'import.currency', { ...shown(own), currency })
  const atText = cell(cells, plan, 'occurred_at')
  const at = readMoment(atText, plan.dateOrder, zone)
  if (at === null) return refuse('occurred_at', 'import.date', shown(atText))
  const channel = cell(cells, plan, 'channel') || plan.channel
  const number = cell(cells, plan, 'number')
  const original = cell(cells, plan, 'original')
  const body: FactBody =
    kind === 'sale'
      ? { type: 'order.paid', channel, order_no: number, amount: amount.minor }
      : {
          type: 'order.refunded',
          channel,
          refund_no: number,
          amount: Math.abs(amount.minor),
          ...(original !== '' && original !== number ? { order_no: original } : {}),
        }
  return {
    row: {
      member: cell(cells, plan, 'member'),
      at,
      store: cell(cells, plan, 'store') || null,
      body,
      rounded: amount.rounded,
    },
    problem: null,
  }
}

function kindOf(text: string, minor: number): 'sale' | 'refund' | null {
  if (text === '') return minor < 0 ? 'refund' : 'sale'
  const word = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/gu, '')
  if (SALE.has(word)) return 'sale'
  return REFUND.has(word) ? 'refund' : null
}
