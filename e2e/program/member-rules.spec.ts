import { openMerchant } from '../pages/console'
import { ailments, observe } from '../pages/page-health'
import { callFrom } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test('the rules for members are those in force, in either language, to copy and to print', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await observe(page)
  const { slug } = await openMerchant(page, 'ecommerce')
  await page.goto(`/${slug}/program/member-rules`)
  await expect(page.getByText('还没有发布过方案')).toBeVisible()

  await callFrom(page, slug, 'program.applyTemplate', { template: 'ecommerce' })
  await callFrom(page, slug, 'program.publish', { note: '' })
  await callFrom(page, slug, 'program.applyTemplate', { template: 'gym' })
  await page.reload()
  const rules = page.getByTestId('member-rules')
  await expect(rules.getByRole('heading', { name: '会员等级' })).toBeVisible()
  await expect(rules.getByText('金卡：近 365 天净消费满 ¥5,000，积分加成 20%。')).toBeVisible()
  await expect(page.getByText(/第 1 版/)).toBeVisible()
  expect.soft(await ailments(page)).toEqual([])

  await page.getByRole('button', { name: '复制文字' }).click()
  await expect(page.getByRole('button', { name: '已复制' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('· 每实付 ¥1 得 1 积分。')

  await page.getByText('English', { exact: true }).click()
  await expect(rules.getByText('Each ¥1 paid earns 1 point.')).toBeVisible()
  await expect(page).toHaveURL(/lang=en/)

  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation', { name: '主菜单' })).toBeHidden()
  await expect(page.getByRole('button', { name: '打印' })).toBeHidden()
  await expect(rules).toBeVisible()
})
