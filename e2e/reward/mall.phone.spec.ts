import { agree, closed, pick } from '../pages/choices'
import { ailments, observe } from '../pages/page-health'
import { openSampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test('on a phone: rewards, their form, and handing one over', async ({ page }) => {
  await observe(page)
  const house = await openSampleHouse(page, 1)
  await page.goto(`/${house.slug}/rewards`)
  await expect(page.getByText('还没有积分商品')).toBeVisible()
  expect(await ailments(page)).toEqual([])
  await page.getByRole('link', { name: '用这个模板 积分换服务' }).click()
  await page.getByLabel('名称').fill('示例护理一次')
  await page.getByLabel('每件所需积分').fill('10')
  expect(await ailments(page)).toEqual([])
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByRole('button', { name: '上架', exact: true }).click()
  await agree(page, '上架')
  await expect(page.getByRole('main').getByText('可兑换', { exact: true })).toBeVisible()
  expect(await ailments(page)).toEqual([])

  await page.goto(`/${house.slug}/members/${await house.memberId('V001')}`)
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: '兑换记录' }) })
  await card.getByRole('button', { name: '兑换', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await pick(dialog.getByRole('combobox', { name: '商品' }), '示例护理一次')
  await closed(page)
  await expect(dialog.getByText('共需 10 积分', { exact: false })).toBeVisible()
  expect(await ailments(page)).toEqual([])
  await dialog.getByRole('button', { name: '确认兑换' }).click()
  await expect(card.getByText('待领取')).toBeVisible()

  await page.goto(`/${house.slug}/rewards/redemptions`)
  expect(await ailments(page)).toEqual([])
  await page.getByRole('button', { name: /^R\d{10}$/ }).click()
  await dialog.getByRole('button', { name: '领取' }).click()
  await page.getByRole('dialog').last().getByRole('button', { name: '确认领取' }).click()
  await expect(page.getByText('已完成').first()).toBeVisible()
  expect(await ailments(page)).toEqual([])
})
