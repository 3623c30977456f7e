import { expect, type Locator, type Page } from '@playwright/test'

/** Lists that were open have gone, so that the page is looked at as it stays. */
export const closed = (page: Page) =>
  expect
    .poll(() =>
      page.locator('.ant-select-dropdown').evaluateAll((lists) => lists.filter((e) => getComputedStyle(e).display !== 'none').length),
    )
    .toBe(0)

/** Chooses with the mouse, from a list that opens; a click that the list did not take while it opened is made again. */
export async function pick(page: Page, control: Locator, option: string | RegExp): Promise<void> {
  await control.click()
  const wanted = page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).first()
  await wanted.click()
  await expect(async () => {
    if (await wanted.isVisible()) await wanted.click({ timeout: 1_000 })
    await expect(page.locator('.ant-select-dropdown:visible')).toHaveCount(0, { timeout: 2_000 })
  }).toPass()
  await closed(page)
}
