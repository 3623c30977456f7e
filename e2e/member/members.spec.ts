import { openMerchant } from '../pages/console'
import { ailments, observe } from '../pages/page-health'
import { openSampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test('the list of a new merchant says why it is empty and offers two ways in', async ({ page }) => {
  const { slug } = await openMerchant(page)
  await page.goto(`/${slug}/members`)
  await expect(page.getByText('还没有会员')).toBeVisible()
  await expect(page.getByRole('main').getByRole('link', { name: '导入会员' }).first()).toBeVisible()
  await expect(page.getByRole('link', { name: '先发一笔示例订单' })).toBeVisible()
})

test('members are found by name, initials, last four digits and code, and the address holds the view', async ({ page }) => {
  await observe(page)
  const { slug } = await openSampleHouse(page)
  await page.goto(`/${slug}/members`)
  const rows = page.getByRole('table').getByRole('row')
  await expect(rows).toHaveCount(5)
  const search = page.getByRole('searchbox', { name: '搜索会员' })
  for (const [typed, code] of [
    ['小明', 'V001'],
    ['zxm', 'V001'],
    ['1232', 'V002'],
    ['13800001233', 'V003'],
    ['v004', 'V004'],
  ] as const) {
    await search.fill(typed)
    await expect(rows).toHaveCount(2)
    await expect(rows.nth(1)).toContainText(code)
    await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(typed)}`))
  }
  await search.fill('没有这个人')
  await expect(page.getByText('没有符合条件的内容')).toBeVisible()
  await page.getByRole('button', { name: '清除筛选' }).click()
  await expect(rows).toHaveCount(5)
  // Names and phones stand masked, in the page and in what was sent to it.
  await expect(page.getByText('张**')).toBeVisible()
  await expect(page.getByText('138****1231')).toBeVisible()
  expect(await page.content()).not.toContain('13800001231')
  expect(await page.content()).not.toContain('张小明')

  await page.getByRole('columnheader', { name: '净消费' }).click()
  await expect(page).toHaveURL(/sort=net_spend\.asc/)
  await expect(rows.nth(1)).toContainText('V003')
  await page.reload()
  await expect(rows.nth(1)).toContainText('V003')
  await page.goBack()
  await expect(page).not.toHaveURL(/sort=/)
  expect(await ailments(page)).toEqual([])
})

test('the overview shows the tiers, today and what is left to set up, and ticks itself', async ({ page }) => {
  await observe(page)
  const { slug, call } = await openSampleHouse(page)
  await page.goto(`/${slug}`)
  await expect(page.getByText('已完成 3 / 4')).toBeVisible()
  await expect(page.getByRole('heading', { name: '等级分布' })).toBeVisible()
  await expect(page.getByText(/位会员在VIP及以上/)).toBeVisible()
  await expect(page.getByText(/^截至/)).toBeVisible()
  expect(await ailments(page)).toEqual([])
  await call('team.invite', { email: 'colleague@example.com', role: 'operator', storeIds: [] })
  await page.reload()
  await expect(page.getByRole('heading', { name: '开始使用' })).toHaveCount(0)
})
