import type { Page } from '@playwright/test'
import axe from 'axe-core'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] }
type Seen = Window & { breaches: string[]; shifted: number; movers: string[] }
type WithAxe = Window & { axe: typeof axe }

/** Has the page note breaches of the content policy and shifts of its layout; call it before opening a page. */
export async function observe(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = window as unknown as Seen
    seen.breaches = []
    seen.shifted = 0
    seen.movers = []
    let burst = { first: Number.NEGATIVE_INFINITY, last: Number.NEGATIVE_INFINITY, sum: 0 }
    addEventListener('securitypolicyviolation', (e) => seen.breaches.push(`${e.violatedDirective} ${e.blockedURI}`))
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) {
        if (entry.hadRecentInput) continue
        // Cumulative layout shift as it is defined: the worst burst, no second without a shift in it and five at most.
        if (entry.startTime - burst.last >= 1_000 || entry.startTime - burst.first >= 5_000)
          burst = { first: entry.startTime, last: 0, sum: 0 }
        burst = { ...burst, last: entry.startTime, sum: burst.sum + entry.value }
        seen.shifted = Math.max(seen.shifted, burst.sum)
        for (const { node } of entry.sources) seen.movers.push(`${node?.nodeName} “${node?.textContent?.slice(0, 40)}”`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/**
 * Waits until the page takes clicks and words: until then a form forgets what is typed into it. A text area that only
 * measures another one takes none.
 */
export async function alive(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('button, input, textarea:not([aria-hidden="true"])')].every((control) =>
      Object.keys(control).some((key) => key.startsWith('__reactProps')),
    ),
  )
}

/** What is wrong with the page as it stands: barriers, breaches, shifts, sideways scroll, words that are no words. */
export async function ailments(page: Page): Promise<string[]> {
  await page.waitForLoadState('networkidle')
  // What is just coming or going is half seen: it is no part of the page as it stands.
  await page.waitForFunction(() =>
    document.getAnimations().every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Number.POSITIVE_INFINITY),
  )
  const seen = await page.evaluate(() => {
    const { breaches, shifted, movers } = window as unknown as Seen
    const { scrollWidth } = document.documentElement
    return { breaches: [...breaches], shifted, movers, beyond: scrollWidth - innerWidth, text: document.body.innerText }
  })
  await page.evaluate(axe.source)
  const { violations, incomplete } = await page.evaluate(
    (values) => (window as unknown as WithAxe).axe.run(document, { runOnly: { type: 'tag', values } }),
    tags,
  )
  // Words in the very colour of their ground are no violation to axe, which takes them to be hidden on purpose.
  const unseen = incomplete
    .filter((one) => one.id === 'color-contrast')
    .flatMap(({ nodes }) => nodes.filter(({ any }) => any.some(({ data }) => data?.messageKey === 'equalRatio')))
  const strange = seen.text.match(/\b(undefined|NaN|null|\[object|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3})/)
  return [
    ...unseen.map(({ html }) => `cannot be seen: ${html.slice(0, 200)}`),
    ...violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`),
    ...seen.breaches.map((b) => `content policy: ${b}`),
    ...(seen.shifted > 0.1 ? [`shifts by ${seen.shifted.toFixed(3)}: ${seen.movers.join(', ')}`] : []),
    ...(seen.beyond > 0 ? [`${seen.beyond} px too wide`] : []),
    ...(strange ? [`on screen: ${strange[0]}`] : []),
  ]
}
