import { openMerchant } from '../pages/console'
import { ailments, observe } from '../pages/page-health'
import { expect, test } from '../pages/test'

const doors = ['/sign-in', '/sign-up', '/join/nothing']
const rooms = [
  '',
  '/members',
  '/members/import',
  '/program',
  '/program/tiers',
  '/program/growth',
  '/program/growth/ledger',
  '/program/points',
  '/program/benefits',
  '/program/checkout',
  '/program/fields',
  '/program/member-rules',
  '/program/try',
  '/program/versions',
  '/campaigns',
  '/campaigns?view=calendar',
  '/campaigns/new',
  '/campaigns/new/member_day',
  '/coupons',
  '/coupons/new',
  '/rewards',
  '/rewards/new',
  '/rewards/redemptions',
  '/counter',
  '/stores',
  '/settings',
  '/settings/team',
  '/settings/approval',
  '/settings/audit',
  '/settings/keys',
  '/account',
]

// Each theme, width and language once; the doors, being few, in every mixture.
const mixtures = [
  { colorScheme: 'light', width: 1280, locale: 'zh-CN', paths: rooms },
  { colorScheme: 'dark', width: 360, locale: 'en-GB', paths: rooms },
  { colorScheme: 'dark', width: 1280, locale: 'zh-CN', paths: [] },
  { colorScheme: 'light', width: 360, locale: 'en-GB', paths: [] },
] as const

for (const { colorScheme, width, locale, paths } of mixtures) {
  test.describe(`${colorScheme}, ${width} pixels, ${locale}`, () => {
    test.use({ colorScheme, locale, viewport: { width, height: 740 } })

    test('the pages before sign-in are whole', async ({ page }) => {
      await observe(page)
      for (const path of doors) {
        await page.goto(path)
        expect.soft(await ailments(page), path).toEqual([])
      }
    })

    if (paths.length > 0) {
      test('the pages of a new merchant are whole', async ({ page }) => {
        test.setTimeout(240_000)
        await observe(page)
        const { slug } = await openMerchant(page)
        for (const path of paths) {
          await page.goto(`/${slug}${path}`)
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
          expect.soft(await ailments(page), path).toEqual([])
        }
      })
    }
  })
}

test('the first picture is dark for a visitor whose system is dark', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ colorScheme: 'dark', baseURL })
  const page = await context.newPage()
  await page.goto('/sign-in', { waitUntil: 'commit' })
  await page.waitForSelector('body')
  const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  expect(ground).toBe('rgb(15, 20, 19)')
  await context.close()
})

test('the sign-in page is light: scripts, and the page itself', async ({ page }) => {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  const kinds = new Map<string, string>()
  const weight = { Script: 0, Document: 0 }
  client.on('Network.responseReceived', (e) => kinds.set(e.requestId, e.type))
  client.on('Network.loadingFinished', (e) => {
    const kind = kinds.get(e.requestId)
    if (kind === 'Script' || kind === 'Document') weight[kind] += e.encodedDataLength
  })
  await page.goto('/sign-in', { waitUntil: 'networkidle' })
  expect(weight.Script).toBeLessThan(300 * 1024)
  expect(weight.Document).toBeLessThan(30 * 1024)
})
