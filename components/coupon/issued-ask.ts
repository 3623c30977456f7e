/** How a coupon can stand today. */
export const standings = ['usable', 'not_yet', 'over', 'locked', 'used', 'withdrawn'] as const

type Asked = Record<string, string | string[] | undefined>

/** What the server is asked for of a template's coupons, of an address. */
export function issuedAsk({ q, standing, page, size }: Asked) {
  const [number, most] = [Number(page), Number(size)]
  const known = standings.find((one) => one === standing)
  return {
    search: typeof q === 'string' ? q.trim().slice(0, 64) : '',
    ...(known ? { standing: known } : {}),
    page: Number.isInteger(number) && number > 0 && number <= 100_000 ? number : 1,
    pageSize: [20, 50, 100].includes(most) ? most : 20,
  }
}
