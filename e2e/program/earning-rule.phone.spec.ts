import { openMerchant } from '../pages/console'
import { ailments, observe } from '../pages/page-health'
import { callFrom } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test('a rule is written on a telephone: every section fits, and nothing scrolls sideways', async ({ page }) => {
  await observe(page)
  const { slug } = await openMerchant(page, 'ecommerce')
  await callFrom(page, slug, 'program.applyTemplate', { template: 'ecommerce' })
  await page.goto(`/${slug}/program/points?rule=new`)
  const dialog = page.getByRole('dialog')
  for (const section of ['适用商品', '各等级给得不同', '上限', '有效期与其他']) {
    await dialog.getByRole('button', { name: section, exact: true }).click()
  }
  await dialog.getByLabel('金卡改为给').fill('3')
  await expect(dialog.getByTestId('rule-sentence')).toHaveText('每实付 ¥1 得 1 积分（金卡 3）')
  expect(await ailments(page)).toEqual([])
  // Leaving with something typed asks first.
  await dialog.getByRole('button', { name: '取消' }).click()
  await expect(page.getByRole('button', { name: '放弃修改' })).toBeVisible()
})
