import { expect, type Locator, type Page } from '@playwright/test'

/** Lists that were open have gone, so that the page is looked at as it stays. */
export const closed = (page: Page) =>
  expect
    .poll(() =>
      page.locator('.ant-select-dropdown').evaluateAll((lists) => lists.filter((e) => getComputedStyle(e).display !== 'none').length),
    )
    .toBe(0)

/** Chooses with the mouse, from a list that opens. */
export async function pick(page: Page, control: Locator, option: string | RegExp): Promise<void> {
  await control.click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).first().click()
  await closed(page)
}
