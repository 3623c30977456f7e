import { randomBytes } from 'node:crypto'
import { ailments, alive, observe } from '../pages/page-health'
import { callFrom, openSampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test('a store manager finds own members on a phone, spends their points, and sees no others', async ({ page, browser, baseURL }) => {
  const house = await openSampleHouse(page)
  const stores = (await callFrom(page, house.slug, 'store.list', undefined, true)) as unknown as { id: string; code: string }[]
  const near = stores.find((store) => store.code === 'S1')?.id
  const mark = randomBytes(6).toString('hex')
  const { token } = (await house.call('team.invite', {
    email: `manager-${mark}@example.com`,
    role: 'store_manager',
    storeIds: [near],
  })) as { token: string }
  const elsewhere = await house.memberId('V002')

  const context = await browser.newContext({
    baseURL,
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
  })
  const phone = await context.newPage()
  await observe(phone)
  await phone.goto('/sign-in')
  await callFrom(phone, null, 'team.accept', { token, name: '示例店长', password: `quiet-heron-${mark}` })
  await phone.goto(`/${house.slug}/stores/today`)
  await alive(phone)
  const search = phone.getByRole('searchbox', { name: '找会员' })

  await search.fill('1232')
  await phone.getByRole('button', { name: '查找' }).click()
  await expect(phone.getByText('没有找到这位会员')).toBeVisible()

  await search.fill('1231')
  await phone.getByRole('button', { name: '查找' }).click()
  await expect(phone.getByText('张**')).toBeVisible()
  await expect(phone.getByText('VIP')).toBeVisible()
  await phone.getByRole('button', { name: '使用积分' }).click()
  await phone.getByLabel('使用数量').fill('30')
  for (const control of await phone.getByRole('main').locator('button, input:not([type=hidden]), a').all()) {
    const box = await control.boundingBox()
    if (box && (await control.isVisible()))
      expect(
        Math.max(box.height, (await control.locator('..').boundingBox())?.height ?? 0),
        await control.evaluate((e) => e.outerHTML.slice(0, 120)),
      ).toBeGreaterThanOrEqual(44)
  }
  await phone.getByRole('button', { name: '确认使用' }).click()
  await expect(phone.getByText('已使用 30 积分', { exact: false })).toBeVisible()
  // What is spent here counts for this store, today.
  await expect(phone.getByText('使用积分', { exact: true }).last().locator('..')).toContainText('30')
  expect(await ailments(phone)).toEqual([])

  const missing = await phone.goto(`/${house.slug}/members/${elsewhere}`)
  expect(missing?.status()).toBe(404)
  await phone.goto(`/${house.slug}/members`)
  await expect(phone.getByText('这里只有你门店的会员和记录，其他门店的不显示。')).toBeVisible()
  expect(await ailments(phone)).toEqual([])
  await context.close()
})
