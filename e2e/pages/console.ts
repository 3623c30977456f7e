import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { still } from './choices'

/** The console's frame, which every page of a merchant has. */
export class Console {
  readonly menu

  constructor(
    readonly page: Page,
    readonly slug: string,
  ) {
    this.menu = page.getByRole('navigation', { name: '主菜单' })
  }

  open = (path = '') => this.page.goto(`/${this.slug}${path}`)

  async signOut() {
    await this.page.getByRole('complementary').getByRole('button').last().click()
    const leave = this.page.getByRole('menuitem', { name: '退出登录' })
    await still(leave)
    await leave.click()
    await this.page.waitForURL('**/sign-in')
  }
}

export type Owner = { email: string; password: string; slug: string; merchantName: string }

/** A merchant of the test's own, opened without the form; the page's browser is signed in as its owner. */
export async function openMerchant(page: Page, industry = 'catering'): Promise<Owner> {
  const mark = randomBytes(6).toString('hex')
  const draft = {
    merchantName: `示例商户 ${mark}`,
    email: `owner-${mark}@example.com`,
    password: `quiet-otter-${mark}`,
    industry,
    locale: 'zh-CN',
  }
  await page.goto('/sign-in')
  const slug = await page.evaluate(async (body) => {
    const answer = await fetch('/api/trpc/account.signUp', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const { result } = await answer.json()
    return String(result.data.slug)
  }, draft)
  return { ...draft, slug }
}
