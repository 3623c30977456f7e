import { openMerchant } from '../pages/console'
import { ailments, observe } from '../pages/page-health'
import { callFrom } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test('checkout fits a phone, and its drawer too', async ({ page }) => {
  await observe(page)
  const { slug } = await openMerchant(page, 'ecommerce')
  await callFrom(page, slug, 'program.applyTemplate', { template: 'ecommerce' })
  await page.goto(`/${slug}/program/checkout`)
  await expect(page.getByTestId('example-payable')).toContainText('¥275')
  await page.getByLabel('积分可以抵现金').click()
  await expect(page.getByTestId('points-sentence')).toBeVisible()
  expect.soft(await ailments(page), 'the page').toEqual([])
  await page.getByRole('button', { name: '添加满减' }).click()
  await expect(page.getByRole('dialog').getByTestId('rung')).toBeVisible()
  expect.soft(await ailments(page), 'the drawer').toEqual([])
})
