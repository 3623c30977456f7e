export const auditFilters = ['subject', 'from', 'to'] as const

type Asked = Partial<Record<string, string | string[]>>

/** What the address of the page asks of the log; the same on the server and in the browser. */
export function auditAsk(asked: Asked): { subject?: string; from?: string; to?: string; limit: number } {
  const wanted = auditFilters.map((name) => [name, asked[name]] as const).filter(([, value]) => typeof value === 'string' && value)
  return { ...Object.fromEntries(wanted), limit: 50 }
}

/** How the log goes on: each page names the line after which the next one begins. */
export const auditPages = { getNextPageParam: (page: { next: string | null }) => page.next ?? undefined }
