import { campaignAtWork, tillOf } from '../pages/campaign-house'
import { agree } from '../pages/choices'
import { ailments, observe } from '../pages/page-health'
import { callFrom, openSampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test('orders earn double while it runs, not while it is paused, and double again once it goes on', async ({ page }) => {
  await observe(page)
  const house = await openSampleHouse(page, 1)
  const { key } = (await house.call('key.create', { name: '示例小程序', scopes: ['events:write'] })) as { key: string }
  const order = tillOf(page, key)
  const memberId = await house.memberId('V001')
  const points = async () => {
    const { points } = (await callFrom(page, house.slug, 'member.show', { memberId }, true)) as { points: { active: number } }
    return points.active
  }
  const earned = async () => {
    const before = await points()
    await order('V001', 10_000)
    return (await points()) - before
  }
  const plain = await earned()
  expect(plain).toBeGreaterThan(0)
  const id = await campaignAtWork(house, '示例双倍积分')
  const doubled = await earned()
  expect(doubled).toBeGreaterThan(plain)

  await page.goto(`/${house.slug}/campaigns/${id}`)
  await expect(page.getByText('进行中', { exact: true })).toBeVisible()
  await expect(page.getByText('已送出 100 积分 · 1 位会员')).toBeVisible()
  await page.getByRole('button', { name: '暂停', exact: true }).click()
  await agree(page, '暂停')
  await expect(page.getByText('已暂停，现在不发放', { exact: false })).toBeVisible()
  expect(await earned()).toBe(plain)
  await page.getByRole('button', { name: '继续', exact: true }).click()
  await agree(page, '继续')
  await expect(page.getByText('进行中', { exact: true })).toBeVisible()
  expect(await earned()).toBe(doubled)
  const history = page
    .getByRole('region')
    .filter({ hasText: '经过' })
    .or(page.locator('section').filter({ hasText: '经过' }))
    .last()
  await expect(history.getByText('暂停', { exact: true })).toBeVisible()
  await expect(history.getByText('继续', { exact: true })).toBeVisible()
  expect(await ailments(page)).toEqual([])

  await page.goto(`/${house.slug}/members/${memberId}`)
  const lines = page.locator('main details')
  await lines.nth(0).locator('summary').click()
  await expect(lines.nth(0).getByRole('button', { name: /积分（示例双倍积分）/ })).toBeVisible()
  await lines.nth(1).locator('summary').click()
  await expect(lines.nth(1)).toContainText('示例双倍积分')
  await expect(lines.nth(1)).toContainText('暂停')
  expect(await ailments(page)).toEqual([])

  await page.goto(`/${house.slug}/campaigns`)
  await page.getByRole('button', { name: '更多：示例双倍积分' }).click()
  await page.getByRole('menuitem', { name: '提前结束' }).click()
  const drawer = page.getByRole('dialog', { name: '提前结束“示例双倍积分”' })
  await expect(drawer.getByText('已有 1 位会员参与', { exact: false })).toBeVisible()
  await drawer.getByRole('button', { name: '提前结束' }).click()
  await expect(drawer.getByText('请写明原因，方便以后查')).toBeVisible()
  await drawer.getByLabel('结束的原因').fill('示例备货不足')
  await drawer.getByRole('button', { name: '提前结束' }).click()
  await expect(drawer).toBeHidden()
  await expect(page.getByText('没有“进行中”的活动')).toBeVisible()
  await page.goto(`/${house.slug}/campaigns/${id}`)
  await expect(page.getByText('提前结束，原因：示例备货不足')).toBeVisible()
  expect(await earned()).toBe(plain)
})
