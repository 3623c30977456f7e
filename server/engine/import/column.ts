import * as z from 'zod'

/** What a file holds, one row each. */
export const ImportSubject = z.enum(['members', 'orders'])
export type ImportSubject = z.infer<typeof ImportSubject>

/** What a column of a file may feed. */
export const ImportField = z.enum([
  'member',
  'name',
  'phone',
  'country',
  'joined_at',
  'store',
  'number',
  'kind',
  'amount',
  'occurred_at',
  'original',
  'channel',
  'currency',
])
export type ImportField = z.infer<typeof ImportField>

export const fieldsOf: Record<ImportSubject, readonly ImportField[]> = {
  members: ['member', 'name', 'phone', 'country', 'joined_at', 'store'],
  orders: ['member', 'number', 'kind', 'amount', 'occurred_at', 'original', 'store', 'channel', 'currency'],
}
export const requiredOf: Record<ImportSubject, readonly ImportField[]> = {
  members: ['member'],
  orders: ['member', 'number', 'amount', 'occurred_at'],
}

/** In which order day, month and year stand where a date could be read in two ways. */
export const DateOrder = z.enum(['ymd', 'dmy', 'mdy'])
export type DateOrder = z.infer<typeof DateOrder>

/** Which column feeds which field (its place, from 0), and the choices made with it. */
export const ImportPlan = z.strictObject({
  columns: z.partialRecord(ImportField, z.int().min(0).max(499)),
  earns: z.boolean().describe('Whether history earns points, or counts for tiers only'),
  channel: z.string().trim().min(1).max(64).describe('The channel of orders whose row names none'),
  enrols: z.boolean().describe('Whether an order of an unknown member enrols that member'),
  existing: z.enum(['skip', 'update']).describe('What a row does to a member who is already there with other data'),
  dateOrder: DateOrder,
})
export type ImportPlan = z.infer<typeof ImportPlan>

/** How the bytes of a file are to be read. */
export type FileForm = {
  encoding: 'utf-8' | 'gb18030' | 'utf-16le'
  delimiter: ',' | ';' | '\t'
  compressed: boolean
  header: string[]
}

/** What stands in `imports.mapping`. */
export type ImportMapping = { form: FileForm; plan: ImportPlan }

/** How files head the column that feeds a field, the surest name first: lower case, without spaces and signs. */
const names: Record<ImportField, string> = {
  member:
    'member membercode memberid memberno membernumber customer customerid customerno customercode customernumber clientid userid ' +
    'cardno cardnumber cardid 会员 会员编号 会员号 会员卡号 会员代码 会员id 会员编码 卡号 客户 客户编号 客户号 客户id 顾客编号 顾客id 用户id 用户编号 买家id code id 编号',
  name: 'name fullname membername customername 姓名 名字 会员姓名 客户姓名 会员名称 客户名称 顾客姓名 联系人 昵称',
  phone:
    'phone mobile phonenumber mobilephone mobilenumber tel telephone cellphone 手机 手机号 手机号码 电话 联系电话 电话号码 联系方式 会员手机',
  country: 'country countrycode nation 国家 国家地区 国籍',
  joined_at:
    'joinedat joined joindate joinedon firstseenat firstseen registeredat registrationdate registered signupdate signupat createdat ' +
    'created since membersince 入会时间 入会日期 注册时间 注册日期 开卡时间 开卡日期 办卡日期 办卡时间 加入时间 加入日期 创建时间 首次到店',
  store:
    'store storecode storeid shop shopcode branch homestore outlet 门店 门店编号 门店代码 门店编码 店铺 店铺编号 所属门店 归属门店 开卡门店 消费门店 分店',
  number:
    'order orderid orderno ordernumber invoice invoiceno invoicenumber invoiceid receipt receiptno billno transactionid transactionno ' +
    'ticketno reference tradeno 订单 订单号 订单编号 订单id 单号 单据号 小票号 流水号 交易号 交易单号 发票号 账单号 退款单号',
  kind: 'kind type ordertype transactiontype 类型 订单类型 交易类型 单据类型 业务类型',
  amount:
    'amount total totalamount ordertotal netamount net paid paidamount amountpaid totalpaid payment price sum value 实付 实付金额 实付款 实收 ' +
    '实收金额 金额 订单金额 消费金额 支付金额 付款金额 成交金额 交易金额 总金额 合计 应付金额',
  occurred_at:
    'occurredat orderedat orderdate ordertime paidat paymentdate paymenttime date datetime time timestamp invoicedate transactiondate ' +
    'transactiontime createdat 下单时间 下单日期 支付时间 付款时间 付款日期 支付日期 订单时间 订单日期 交易时间 交易日期 消费时间 消费日期 成交时间 时间 日期 创建时间',
  original:
    'original originalorder originalorderno originalinvoice originalorderid refundof refundedorder parentorder 原单号 原订单 原订单号 原始订单号 关联订单 ' +
    '关联订单号 退款原单',
  channel: 'channel saleschannel platform 渠道 销售渠道 订单渠道 平台 订单来源 来源',
  currency: 'currency currencycode 币种 货币',
}
const synonyms = Object.fromEntries(Object.entries(names).map(([field, list]) => [field, list.split(' ')])) as Record<ImportField, string[]>

/** `Total_GBP`, `total (GBP)` and `实付金额(元)` lose what does not name them. */
const plain = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[((【[].*?[))】\]]/gu, '')
    .replace(/[\s_\-./*#::]+/gu, '')
const CURRENCY_TAIL = /(gbp|usd|eur|cny|rmb|jpy|hkd|twd|sgd|aud|cad|元|円|£|\$|€|¥)$/u

/**
 * Guesses which column feeds which field from the header alone. A column feeds one field at most, and the field whose
 * list names it earliest has it.
 */
export function guessColumns(subject: ImportSubject, header: readonly string[]): ImportPlan['columns'] {
  const forms = header.map((h) => {
    const name = plain(h)
    return [name, name.replace(CURRENCY_TAIL, '')]
  })
  const candidates: { field: ImportField; column: number; rank: number }[] = []
  for (const field of fieldsOf[subject]) {
    forms.forEach((own, column) => {
      const ranks = own.map((f) => synonyms[field].indexOf(f)).filter((r) => r >= 0)
      if (ranks.length > 0) candidates.push({ field, column, rank: Math.min(...ranks) })
    })
  }
  candidates.sort((a, b) => a.rank - b.rank || a.column - b.column)
  const columns: ImportPlan['columns'] = {}
  const taken = new Set<number>()
  for (const c of candidates) {
    if (columns[c.field] !== undefined || taken.has(c.column)) continue
    columns[c.field] = c.column
    taken.add(c.column)
  }
  return columns
}

/** The fields that a file of this subject must have and this plan leaves without a column. */
export const missingFields = (subject: ImportSubject, plan: ImportPlan): ImportField[] =>
  requiredOf[subject].filter((f) => plan.columns[f] === undefined)

/** What became of the rows so far. A row counts once: as new, known, applied, duplicate or refused. */
export type ImportCounts = Partial<Record<ImportCount, number>>
export const importCounts = [
  'rows',
  'membersNew',
  'membersKnown',
  'membersUpdated',
  'orders',
  'refunds',
  'duplicates',
  'refused',
  'rounded',
] as const
export type ImportCount = (typeof importCounts)[number]
