import { pick, pickFound } from '../pages/choices'
import { ailments, observe } from '../pages/page-health'
import { openSampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test('anything is tried on a member of the house: an order, its return, and time alone, and nothing is kept', async ({ page }) => {
  await observe(page)
  const { slug } = await openSampleHouse(page, 2)
  await page.goto(`/${slug}/program/try`)
  await page.getByText('真实会员', { exact: true }).click()
  await pickFound(page.getByLabel('找会员'), 'V002')
  await page.getByLabel('实付金额').fill('100')
  const result = page.getByTestId('try-points')
  await expect(result).toHaveText(/^\d+ 积分$/)
  const earned = await result.textContent()
  expect(Number.parseInt(earned ?? '0', 10)).toBeGreaterThan(0)
  await expect(page.getByText(/^条件满足，给出/).first()).toBeVisible()

  await page.getByRole('button', { name: '在此基础上再试一次' }).click()
  await pick(page.getByLabel('哪笔订单'), /刚才试的订单/)
  await expect(page.getByText('收回', { exact: true }).first()).toBeVisible()
  await expect(result).toHaveText(earned ?? '')
  expect(await ailments(page)).toEqual([])

  await page.getByRole('button', { name: '从头开始' }).click()
  await pick(page.getByLabel('发生什么'), '只让时间过去（看到期、降级、生日）')
  const inTwoYears = `${new Date().getFullYear() + 2}-01-15`
  await page.getByLabel('日期').fill(inTwoYears)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/积分过期/).first()).toBeVisible()
  expect(await ailments(page)).toEqual([])
})

test('a member is described, and an order has lines', async ({ page }) => {
  await observe(page)
  const { slug } = await openSampleHouse(page, 1)
  await page.goto(`/${slug}/program/try`)
  await page.getByText('补充会员情况').click()
  await page.getByLabel('现有积分').fill('500')
  await page.getByRole('button', { name: '按商品逐行填写' }).click()
  await page.getByLabel('这一行的金额').fill('40')
  await page.getByLabel('品类').fill('茶')
  await expect(page.getByText(/^可用积分/)).toBeVisible()
  await expect(page.getByText(/^500 → /)).toBeVisible()
  await expect(page.getByTestId('try-points')).toHaveText(/^\d+ 积分$/)
  expect(await ailments(page)).toEqual([])
})
