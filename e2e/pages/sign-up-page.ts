import type { Page } from '@playwright/test'

/** The page on which a merchant account is opened. */
export class SignUpPage {
  readonly merchantName
  readonly email
  readonly password
  readonly send

  constructor(readonly page: Page) {
    this.merchantName = page.getByLabel('商户名称')
    this.email = page.getByLabel('邮箱')
    this.password = page.getByLabel('密码', { exact: true })
    this.send = page.getByRole('button', { name: '注册' })
  }

  open = () => this.page.goto('/sign-up')

  async signUp(draft: { merchantName: string; email: string; password: string; industry: string }): Promise<string> {
    await this.merchantName.fill(draft.merchantName)
    await this.email.fill(draft.email)
    await this.password.fill(draft.password)
    await this.page.getByLabel(draft.industry).check()
    await this.send.click()
    await this.page.waitForURL(/\/m-[a-z0-9]+\/program/)
    return new URL(this.page.url()).pathname.split('/')[1] ?? ''
  }
}
