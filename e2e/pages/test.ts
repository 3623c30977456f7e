import { test as base, expect } from '@playwright/test'
import { alive } from './page-health'

type Watch = {
  /** What the browser complained of so far. */
  complaints: string[]
  /** Lets a complaint pass that the test provokes on purpose. */
  expectComplaint: (pattern: RegExp) => void
}

/** The browser tells of each refusal the server answers with; those are for the test to judge, not a fault of the page. */
const REFUSED_CALL = /^Failed to load resource: the server responded with a status of 4\d\d .*\/api\//

/** A test that fails when a page writes an error to the console, breaks its content policy or does not hydrate. */
export const test = base.extend<{ watch: Watch }>({
  // A quick machine clicks before a slow page listens; a person does not.
  page: async ({ page }, use) => {
    const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)]
    page.goto = async (...asked) => {
      const answer = await goto(...asked)
      await alive(page)
      return answer
    }
    page.reload = async (...asked) => {
      const answer = await reload(...asked)
      await alive(page)
      return answer
    }
    await use(page)
  },
  baseURL: async ({ browserName: _ }, use) => use(process.env.RUNGS_E2E_URL),
  watch: [
    async ({ context }, use) => {
      const complaints: string[] = []
      const expected: RegExp[] = [REFUSED_CALL]
      const complain = (text: string) => {
        if (!expected.some((pattern) => pattern.test(text))) complaints.push(text)
      }
      context.on('console', (message) => {
        if (message.type() === 'error') complain(`${message.text()} ${message.location().url}`)
      })
      context.on('weberror', (error) => complain(String(error.error())))
      await use({ complaints, expectComplaint: (pattern) => expected.push(pattern) })
      expect(complaints, 'what the browser complained of').toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
