import type { Page } from '@playwright/test'
import { openMerchant } from '../pages/console'
import { ailments, observe } from '../pages/page-health'
import { callFrom } from '../pages/sample-house'
import { expect, test } from '../pages/test'

/** The page of checkout of a shop whose program has just been published. */
async function openCheckout(page: Page): Promise<string> {
  await observe(page)
  const { slug } = await openMerchant(page, 'ecommerce')
  await callFrom(page, slug, 'program.applyTemplate', { template: 'ecommerce' })
  await callFrom(page, slug, 'program.publish', { note: '' })
  await page.goto(`/${slug}/program/checkout`)
  await expect(page.getByRole('heading', { name: '结算', level: 1 })).toBeVisible()
  return slug
}

const stages = (page: Page) => page.getByTestId('cascade').locator('li strong')

test('a merchant sets how prices come about, sees the example change and publishes it', async ({ page }) => {
  test.slow()
  const slug = await openCheckout(page)
  const payable = page.getByTestId('example-payable')
  await expect(payable, '300 by the member price, less the coupon, and shipping').toContainText('¥275')
  expect.soft(await ailments(page), 'the page as it comes').toEqual([])

  await page.getByRole('button', { name: '添加满减' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('名称').fill('周末满减')
  await dialog.getByLabel('满多少').fill('200')
  await dialog.getByLabel('减多少').fill('30')
  await dialog.getByRole('button', { name: '再加一档' }).click()
  await dialog.getByLabel('满多少').nth(1).fill('150')
  await dialog.getByLabel('减多少').nth(1).fill('60')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(dialog.getByText('门槛要比上一档高').first()).toBeVisible()
  await dialog.getByLabel('满多少').nth(1).fill('400')
  await expect(dialog.getByTestId('reduction-sentence')).toHaveText('满 ¥200减 ¥30，满 ¥400减 ¥60')
  expect.soft(await ailments(page), 'the drawer').toEqual([])
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('cell').getByText('满 ¥200减 ¥30，满 ¥400减 ¥60')).toBeVisible()
  await expect(payable).toContainText('¥245')

  await page.getByLabel('积分可以抵现金').click()
  await expect(page.getByTestId('points-sentence')).toContainText('每 100 积分抵 ¥1')
  await expect(payable).toContainText('¥195')
  await page.getByRole('radio', { name: '满减 → 积分抵现 → 优惠券' }).check()
  await expect(stages(page)).toHaveText(['商品原价', '活动价与会员价', '满减', '积分抵现', '优惠券', '运费'])
  await page.getByLabel('买多少钱的商品').fill('100')
  await expect(page.getByTestId('cascade')).toContainText('周末满减：还差 ¥105')

  await page.getByLabel('每多少积分').fill('')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('请填写大于 0 的整数', { exact: true })).toBeVisible()
  await page.getByLabel('每多少积分').fill('100')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('已保存到草稿').last()).toBeVisible()

  await page.goto(`/${slug}/program`)
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByRole('button', { name: '确认发布' }).click()
  await expect(page.getByText('第 2 版已发布')).toBeVisible()
})

test('what a colleague saved meanwhile is not written over, and what was typed stays', async ({ page, watch }) => {
  const slug = await openCheckout(page)
  const most = page.getByLabel('每单最多用几张券')
  await most.fill('2')
  const { policy, revision } = (await callFrom(page, slug, 'checkout.policy', undefined, true)) as { policy: object; revision: number }
  await callFrom(page, slug, 'checkout.updatePolicy', { revision, policy: { ...policy, maxCoupons: 3 } })
  watch.expectComplaint(/409/)
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(
    page
      .getByRole('alert')
      .filter({ hasText: '刚刚' })
      .or(page.getByText(/修改了|改过/))
      .first(),
  ).toBeVisible()
  await expect(most).toHaveValue('2')
})
