import type { Locator, Page } from '@playwright/test'
import { closed, pickByKeys } from '../pages/choices'
import { openMerchant } from '../pages/console'
import { ailments, observe } from '../pages/page-health'
import { callFrom } from '../pages/sample-house'
import { expect, test } from '../pages/test'

/** Opens the form of a new earning rule and gives its dialog. */
async function newRule(page: Page, industry = 'catering'): Promise<{ slug: string; dialog: Locator }> {
  await observe(page)
  const { slug } = await openMerchant(page, industry)
  await callFrom(page, slug, 'program.applyTemplate', { template: industry })
  await callFrom(page, slug, 'program.publish', { note: '' })
  await page.goto(`/${slug}/program/points`)
  await page.getByRole('button', { name: '添加获取规则' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('规则名称').fill('会员大单')
  return { slug, dialog }
}

test('groups within groups are put together without code, read as one sentence, and come back as they were', async ({ page }) => {
  test.slow()
  const { dialog } = await newRule(page, 'ecommerce')
  await dialog.getByRole('button', { name: '添加条件', exact: true }).click()
  await dialog.getByLabel('条件 1：值').fill('200')
  await dialog.getByRole('button', { name: '添加分组', exact: true }).click()
  await pickByKeys(dialog.getByLabel('条件 2：看什么'), '会员等级')
  await pickByKeys(dialog.getByLabel('条件 2：值'), '金卡')
  await dialog.getByRole('button', { name: '在分组 1 里添加条件' }).click()
  await pickByKeys(dialog.getByLabel('条件 3：看什么'), '净消费')
  await pickByKeys(dialog.getByLabel('条件 3：看多久'), '近若干天')
  await dialog.getByLabel('条件 3：近多少天').fill('90')
  await dialog.getByLabel('条件 3：值').fill('1000')
  await dialog.getByRole('button', { name: '在分组 1 里添加分组' }).click()
  await pickByKeys(dialog.getByLabel('条件 4：看什么'), '会员标签')
  await pickByKeys(dialog.getByLabel('条件 4：怎么比'), '都不含')
  await dialog.getByLabel('条件 4：值').fill('员工')
  await page.keyboard.press('Enter')
  const told = '单笔实付满 ¥200 且（等级为金卡或近 90 天净消费满 ¥1,000 或会员没有标签「员工」）'
  await expect(dialog.getByText(told, { exact: true })).toBeVisible()
  await closed(page)
  expect.soft(await ailments(page)).toEqual([])

  await pickByKeys(dialog.getByLabel('分组 1 怎么算满足'), '都不满足')
  const none = '单笔实付满 ¥200 且不满足（等级为金卡或近 90 天净消费满 ¥1,000 或会员没有标签「员工」）'
  await expect(dialog.getByText(none, { exact: true })).toBeVisible()
  await dialog.getByLabel('得到', { exact: true }).fill('2')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('已保存到草稿')).toBeVisible()
  await page
    .getByRole('row', { name: /会员大单/ })
    .getByRole('button', { name: '修改' })
    .click()
  await expect(dialog.getByText(none, { exact: true })).toBeVisible()
  await expect(dialog.getByLabel('条件 3：近多少天')).toHaveValue('90')
})

test('by keyboard alone: the focus follows what is added, moved and removed', async ({ page }) => {
  const { dialog } = await newRule(page)
  await dialog.getByRole('button', { name: '添加条件', exact: true }).press('Enter')
  await expect(dialog.getByLabel('条件 1：看什么'), 'a new condition takes the focus').toBeFocused()
  await dialog.getByRole('button', { name: '添加条件', exact: true }).press('Enter')
  await dialog.getByRole('button', { name: '添加条件', exact: true }).press('Enter')
  await expect(dialog.getByLabel('条件 3：看什么')).toBeFocused()
  await dialog.getByRole('button', { name: '上移条件 3' }).press('Enter')
  await expect(dialog.getByRole('button', { name: '上移条件 2' }), 'the focus moves along').toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: '下移条件 1' }), 'at the top only down is left').toBeFocused()
  await dialog.getByRole('button', { name: '删除条件 3' }).press('Enter')
  await expect(dialog.getByRole('button', { name: '删除条件 2' }), 'the neighbour takes over').toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: '添加条件', exact: true }), 'nothing is left to remove').toBeFocused()
  await expect(dialog.getByText('没有条件，每次都给。')).toBeVisible()
})

test('what is missing is said at the condition that lacks it, and the focus goes there', async ({ page }) => {
  const { dialog } = await newRule(page)
  await dialog.getByRole('button', { name: '添加条件', exact: true }).click()
  await dialog.getByLabel('条件 1：值').fill('200')
  await dialog.getByRole('button', { name: '添加条件', exact: true }).click()
  await pickByKeys(dialog.getByLabel('条件 2：看什么'), '品类消费')
  await dialog.getByLabel('得到', { exact: true }).fill('2')
  await expect(dialog.getByText('请填写品类。'), 'on leaving it').toBeVisible()
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(dialog.getByLabel('条件 2：品类')).toBeFocused()
  await dialog.getByLabel('条件 2：品类').fill('咖啡')
  await expect(dialog.getByText('请填写要比较的值。')).toBeVisible()
  await dialog.getByLabel('条件 2：值').fill('300')
  await expect(dialog.getByText('单笔实付满 ¥200 且累计品类「咖啡」消费满 ¥300', { exact: true })).toBeVisible()
  await closed(page)
  expect.soft(await ailments(page)).toEqual([])
})

test('a condition about members alone says how many meet it', async ({ page }) => {
  const { slug, dialog } = await newRule(page)
  await callFrom(page, slug, 'tenant.get', undefined, true)
  await dialog.getByRole('button', { name: '添加条件', exact: true }).click()
  await pickByKeys(dialog.getByLabel('条件 1：看什么'), '订单数')
  await dialog.getByLabel('条件 1：值').fill('0')
  await expect(dialog.getByText('现在有 0 名会员符合会员方面的条件。')).toBeVisible()
})
