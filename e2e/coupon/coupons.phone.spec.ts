import { agree } from '../pages/choices'
import { ailments, observe } from '../pages/page-health'
import { openSampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' })

  test('a ready-made coupon is looked at behind its bar, saved and put to work on a narrow screen', async ({ page }) => {
    await observe(page)
    const house = await openSampleHouse(page, 1)
    await page.goto(`/${house.slug}/coupons`)
    expect.soft(await ailments(page)).toEqual([])
    await page.getByRole('link', { name: /^兑换券/ }).click()
    const bar = page.getByRole('button', { name: /^会员看到的样子/ })
    await expect(bar).toHaveAttribute('aria-expanded', 'false')
    await expect(page.getByTestId('ticket-worth')).toBeHidden()
    await bar.click()
    await expect(page.getByTestId('ticket-worth')).toHaveText('兑换券')
    expect.soft(await ailments(page)).toEqual([])
    await bar.click()
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: '兑换券' })).toBeVisible()
    expect.soft(await ailments(page)).toEqual([])
    await page.getByRole('button', { name: '启用', exact: true }).click()
    await agree(page, '启用')
    await expect(page.getByText('进行中', { exact: true })).toBeVisible()
    await page.goto(`/${house.slug}/coupons`)
    await expect(page.getByRole('link', { name: '兑换券', exact: true })).toBeVisible()
    const small = await page
      .locator('main')
      .evaluate((main) =>
        [...main.querySelectorAll('nav button, [role="radio"], a[href$="/edit"]')]
          .filter((e) => e.getBoundingClientRect().height < 44)
          .map((e) => e.textContent),
      )
    expect(small, 'what a thumb would miss').toEqual([])
    expect(await ailments(page)).toEqual([])
  })
})
