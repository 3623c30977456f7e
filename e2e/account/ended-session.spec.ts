import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { Console, openMerchant } from '../pages/console'
import { TeamPage } from '../pages/team-page'
import { expect, test } from '../pages/test'

/** Calls a procedure as the page's own scripts would. */
const call = (page: Page, path: string, slug: string, body: unknown) =>
  page.evaluate(
    async ([procedure, tenant, input]) => {
      const answer = await fetch(`/api/trpc/${procedure}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-rungs-tenant': tenant },
        body: JSON.stringify(input),
      })
      return (await answer.json()).result?.data
    },
    [path, slug, body] as [string, string, unknown],
  )

test('a copied cookie is worth nothing after signing out', async ({ page, browser, baseURL }) => {
  const { slug } = await openMerchant(page)
  const mine = new Console(page, slug)
  await mine.open()
  const thief = await browser.newContext({ locale: 'zh-CN', baseURL, storageState: await page.context().storageState() })
  const theirs = await thief.newPage()
  await theirs.goto(`/${slug}`)
  await expect(new Console(theirs, slug).menu).toBeVisible()
  await mine.signOut()
  await theirs.goto(`/${slug}/members`)
  await expect(theirs).toHaveURL(/\/sign-in/)
  await thief.close()
})

test('a colleague who is removed is out, in a page that was open', async ({ page, browser, baseURL }) => {
  const owner = await openMerchant(page)
  const team = new TeamPage(page)
  await team.open(owner.slug)
  const link = await team.invite(`colleague-${randomBytes(6).toString('hex')}@example.com`, '运营')

  const elsewhere = await browser.newContext({ locale: 'zh-CN', baseURL })
  const theirs = await elsewhere.newPage()
  await theirs.goto(link)
  const token = link.slice(link.lastIndexOf('/') + 1)
  await call(theirs, 'team.accept', owner.slug, { token, name: '示例同事', password: `quiet-heron-${randomBytes(6).toString('hex')}` })
  await theirs.goto(`/${owner.slug}`)
  await expect(new Console(theirs, owner.slug).menu).toBeVisible()

  await page.reload()
  const row = page.getByRole('row').filter({ hasText: '示例同事' })
  await expect(row).toBeVisible()
  const people = await page.evaluate(async (tenant) => {
    const answer = await fetch('/api/trpc/team.list', { headers: { 'x-rungs-tenant': tenant } })
    return (await answer.json()).result.data.people as { userId: string; isYou: boolean }[]
  }, owner.slug)
  await call(page, 'team.removeMember', owner.slug, { userId: people.find((person) => !person.isYou)?.userId })

  await theirs.reload()
  await expect(theirs).toHaveURL(/\/sign-in/)
  await elsewhere.close()
})
