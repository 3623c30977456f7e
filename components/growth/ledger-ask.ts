export const ledgerFilters = ['ladder', 'rule', 'from', 'to'] as const

type Asked = Partial<Record<(typeof ledgerFilters)[number], string>> & { page: number; size: number }

/** What the address of the page asks of the ledger; the same on the server and in the browser. */
export const ledgerAsk = ({ ladder, rule, from, to, page, size }: Asked) => ({
  ...(ladder ? { ladderId: ladder } : {}),
  ...(rule ? { ruleId: rule } : {}),
  ...(from ? { from } : {}),
  ...(to ? { to } : {}),
  page,
  pageSize: size,
})
