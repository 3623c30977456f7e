import { bonus, campaignAtWork } from '../pages/campaign-house'
import { still } from '../pages/choices'
import { ailments, observe } from '../pages/page-health'
import { openSampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test('list, agenda, editor and one campaign fit a phone, and a thumb hits what it means', async ({ page }) => {
  test.setTimeout(120_000)
  await observe(page)
  const house = await openSampleHouse(page, 1)
  const id = await campaignAtWork(house, '示例双倍积分', { effects: [bonus(10_000, { total: 5_000 })] })
  const small = () =>
    page
      .locator('main')
      .evaluate((main) =>
        [...main.querySelectorAll('nav button, fieldset > button, ol button, tbody button, tbody a[href$="/edit"]')]
          .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 40)
          .map((e) => e.textContent),
      )
  for (const path of [
    '/campaigns',
    '/campaigns?view=calendar',
    '/campaigns/new',
    '/campaigns/new/member_day',
    '/campaigns/new/check_in',
    `/campaigns/${id}`,
  ]) {
    await page.goto(`/${house.slug}${path}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect.soft(await ailments(page), path).toEqual([])
    expect.soft(await small(), `what a thumb would miss on ${path}`).toEqual([])
  }
  await page.goto(`/${house.slug}/campaigns`)
  await expect(page.getByRole('link', { name: '示例双倍积分' })).toBeVisible()
  const row = page
    .getByRole('row')
    .filter({ hasText: '示例双倍积分' })
    .or(page.locator('tbody tr').filter({ hasText: '示例双倍积分' }))
    .first()
  expect((await row.boundingBox())?.width).toBeLessThanOrEqual(360)
  await page.getByRole('button', { name: '日历', exact: true }).click()
  await page.getByRole('list', { name: '活动日历' }).getByRole('button').filter({ hasText: '示例双倍积分' }).first().click()
  const link = page.getByRole('dialog').getByRole('link', { name: '示例双倍积分' })
  await still(link)
  await link.click()
  await expect(page.getByRole('heading', { level: 1, name: '示例双倍积分' })).toBeVisible()
})
