import type { Page } from '@playwright/test'

/** The door. */
export class SignInPage {
  readonly trouble
  readonly email
  readonly password
  readonly send

  constructor(readonly page: Page) {
    this.email = page.getByLabel('邮箱')
    this.password = page.getByLabel('密码', { exact: true })
    this.send = page.getByRole('button', { name: '登录' })
    this.trouble = page.locator('form').getByRole('alert')
  }

  open = () => this.page.goto('/sign-in')

  async signIn(email: string, password: string) {
    await this.email.fill(email)
    await this.password.fill(password)
    await this.send.click()
  }
}
