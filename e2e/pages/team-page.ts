import type { Page } from '@playwright/test'

export class TeamPage {
  readonly drawer

  constructor(readonly page: Page) {
    this.drawer = page.getByRole('dialog', { name: '邀请同事' })
  }

  open = (slug: string) => this.page.goto(`/${slug}/settings/team`)

  /** Invites somebody and answers with the link, which is shown this once. */
  async invite(email: string, role: string): Promise<string> {
    await this.page.getByRole('button', { name: '邀请同事' }).first().click()
    await this.drawer.getByLabel('邮箱').fill(email)
    await this.drawer.getByRole('radio', { name: role }).check()
    await this.drawer.getByRole('button', { name: '生成邀请链接' }).click()
    const link = await this.drawer.locator('code').textContent()
    await this.drawer.getByRole('button', { name: '关闭', exact: true }).last().click()
    return link ?? ''
  }
}
