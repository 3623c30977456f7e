/** What an address or a page's search says, by name. */
export type Asked = Record<string, string | string[] | undefined>

const SIZES = [20, 50, 100]

/** One value of an address; empty where it has none. */
export const oneOf = (asked: Asked, name: string): string => {
  const value = asked[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

function whole(text: string, fallback: number): number {
  const n = Number(text)
  return Number.isInteger(n) && n > 0 && n <= 100_000 ? n : fallback
}

/** The words looked for and the page of a list, as the server takes them; what makes no sense falls back to the first page. */
export function pageAsk(asked: Asked): { search: string; page: number; pageSize: number } {
  const size = whole(oneOf(asked, 'size'), 20)
  return {
    search: oneOf(asked, 'q').trim().slice(0, 64),
    page: whole(oneOf(asked, 'page'), 1),
    pageSize: SIZES.includes(size) ? size : 20,
  }
}
