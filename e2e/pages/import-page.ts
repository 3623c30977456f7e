import type { Page } from '@playwright/test'

/** The pages on which files of members and orders are brought in. */
export class ImportPage {
  constructor(
    readonly page: Page,
    readonly slug: string,
  ) {}

  open = () => this.page.goto(`/${this.slug}/members/import`)

  /** Chooses what the file holds, gives it, and comes to its own page. */
  async upload(subject: '会员' | '订单', file: string) {
    await this.open()
    await this.page.locator('.ant-segmented-item').filter({ hasText: subject }).click()
    await this.page.locator('input[type=file]').setInputFiles(file)
    await this.page.waitForURL(/\/members\/import\/[0-9a-f-]{36}$/, { timeout: 30_000 })
  }

  async tryOut() {
    await this.page.getByRole('button', { name: '试运行' }).click()
    await this.found('rows').waitFor({ timeout: 30_000 })
  }

  start = () => this.page.getByRole('button', { name: /^开始导入/ }).click()

  finished = (timeout = 60_000) => this.page.getByRole('heading', { name: '结果' }).waitFor({ timeout })

  /** A figure of the try-out. */
  found = (name: string) => this.page.getByTestId(`found-${name}`)

  /** A figure of the run. */
  counted = (name: string) => this.page.getByTestId(`count-${name}`)
}
