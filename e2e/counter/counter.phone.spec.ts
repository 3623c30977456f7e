import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { campaignAtWork } from '../pages/campaign-house'
import { ailments, alive, observe } from '../pages/page-health'
import { callFrom, openSampleHouse, type SampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

const terms = {
  scope: {},
  validity: { kind: 'relative', afterDays: 0, days: 30 },
  limits: { perOrder: 1 },
}

/** A coupon for a member, put to work and given by hand; says its number. */
async function give(house: SampleHouse, memberId: string, name: string, value: unknown, thresholds: unknown[] = []): Promise<string> {
  const { id: templateId } = (await house.call('coupon.create', {
    name,
    note: '',
    color: '#0f766e',
    stock: null,
    terms: { ...terms, value, thresholds },
    offer: { way: 'issue' },
  })) as { id: string }
  await house.call('coupon.setState', { templateId, revision: 1, state: 'active' })
  const issue = { memberId, templateId, count: 1, reason: '示例', requestKey: randomBytes(8).toString('hex') }
  const { coupons } = (await house.call('coupon.issueByHand', issue)) as { coupons: { number: string }[] }
  return coupons[0]?.number ?? ''
}

/** The page of a store manager of one store, on a phone of their own. */
async function managerOf(house: SampleHouse, page: Page, phone: Page): Promise<void> {
  const stores = (await callFrom(page, house.slug, 'store.list', undefined, true)) as unknown as { id: string; code: string }[]
  const storeIds = stores.filter((store) => store.code === 'S1').map((store) => store.id)
  const mark = randomBytes(6).toString('hex')
  const invitation = { email: `manager-${mark}@example.com`, role: 'store_manager', storeIds }
  const { token } = (await house.call('team.invite', invitation)) as { token: string }
  await phone.goto('/sign-in')
  await callFrom(phone, null, 'team.accept', { token, name: '示例店长', password: `quiet-heron-${mark}` })
}

/** Everything that is pressed or filled in is large enough for a thumb. */
async function wideEnough(page: Page): Promise<void> {
  for (const control of await page.getByRole('main').locator('button, input:not([type=hidden])').all()) {
    const box = await control.boundingBox()
    if (!box || !(await control.isVisible())) continue
    const around = (await control.locator('..').boundingBox())?.height ?? 0
    expect(Math.max(box.height, around), await control.evaluate((e) => e.outerHTML.slice(0, 120))).toBeGreaterThanOrEqual(44)
  }
}

test('a store manager finds a member of another store, checks a coupon off once, is told of the first time, and takes it back', async ({
  page,
  browser,
  baseURL,
}) => {
  const house = await openSampleHouse(page)
  // This one belongs to the other store.
  const memberId = await house.memberId('V002')
  const number = await give(house, memberId, '示例体验券', { kind: 'exchange', service: '示例体验课', quantity: 1 })
  await give(house, memberId, '示例九折券', { kind: 'percent', offBps: 1_000 })
  const phone = await (
    await browser.newContext({ baseURL, viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true, locale: 'zh-CN' })
  ).newPage()
  await observe(phone)
  await managerOf(house, page, phone)
  await phone.goto(`/${house.slug}/counter`)
  await alive(phone)
  await expect(phone.getByText('今天还没有核销')).toBeVisible()
  await wideEnough(phone)
  expect.soft(await ailments(phone)).toEqual([])

  const field = phone.getByRole('textbox', { name: '手机号、会员号、末四位或券号' })
  await field.fill('1232')
  await field.press('Enter')
  await expect(phone.getByText('没有找到。', { exact: false })).toBeVisible()
  // A hand scanner types the number and presses Enter.
  await field.fill(number)
  await field.press('Enter')
  await expect(phone.getByText('李*')).toBeVisible()
  await expect(phone.getByText('138****1232', { exact: false })).toBeVisible()
  await wideEnough(phone)
  expect.soft(await ailments(phone)).toEqual([])

  await phone.getByRole('button', { name: '核销 示例九折券' }).tap()
  const drawer = phone.getByRole('dialog', { name: '确认核销' })
  await expect(drawer.getByRole('button', { name: '确认核销' })).toBeDisabled()
  await drawer.getByLabel('适用商品合计金额').fill('88')
  await expect(drawer.getByText('¥8.80')).toBeVisible()
  await drawer.getByRole('button', { name: '确认核销' }).tap()
  await expect(drawer.getByText('核销成功')).toBeVisible()
  await expect(drawer.getByText('¥79.20')).toBeVisible()
  expect.soft(await ailments(phone)).toEqual([])
  await drawer.getByRole('button', { name: '完成' }).tap()
  await expect(drawer).toBeHidden()

  await phone.getByRole('button', { name: '核销 示例体验券' }).tap()
  // Somebody else is quicker, at the other store.
  const stores = (await callFrom(page, house.slug, 'store.list', undefined, true)) as unknown as { id: string; code: string }[]
  const far = stores.find((store) => store.code === 'S2')?.id
  const seen = (await callFrom(page, house.slug, 'counter.see', { storeId: far, memberId }, true)) as { coupons: { id: string }[] }
  const couponId = seen.coupons[0]?.id
  await house.call('counter.checkOffCoupon', { storeId: far, couponId, requestKey: crypto.randomUUID() })
  await drawer.getByRole('button', { name: '确认核销' }).tap()
  await expect(drawer.getByText(/这张券已经用过了：\d{4}-\d\d-\d\d \d\d:\d\d，在示例二店。/)).toBeVisible()
  await drawer.getByRole('button', { name: '先不核销' }).tap()
  await expect(drawer).toBeHidden()

  // Its number once more: the page itself says when and where, and offers nothing.
  await phone.getByRole('button', { name: '换一位' }).tap()
  await field.fill(number)
  await field.press('Enter')
  const found = phone.locator('section').filter({ has: phone.getByRole('heading', { name: '查到的优惠券' }) })
  await expect(found.getByText(/这张券已经用过了：\d{4}-\d\d-\d\d \d\d:\d\d，在示例二店。/)).toBeVisible()
  await expect(found.getByText(number)).toBeVisible()
  await expect(phone.getByRole('button', { name: '核销 示例体验券' })).toHaveCount(0)
  await wideEnough(phone)
  expect.soft(await ailments(phone)).toEqual([])

  await phone.getByRole('button', { name: '换一位' }).tap()
  await phone.getByRole('button', { name: '撤销 示例九折券' }).tap()
  const undo = phone.getByRole('dialog', { name: '撤销「示例九折券」的核销？' })
  await undo.getByLabel('为什么撤销').fill('示例点错了')
  await undo.getByRole('button', { name: '确认撤销' }).tap()
  await expect(phone.getByText('已撤销', { exact: true })).toBeVisible()
  await phone.reload()
  await alive(phone)
  await expect(phone.getByText('已撤销', { exact: true })).toBeVisible()
  expect(await ailments(phone)).toEqual([])
})

test('a benefit is checked off as often as it may be, and who has none left is told when the last one was', async ({ page }) => {
  const house = await openSampleHouse(page, 4, async (call) => {
    const { id: benefitId } = (await call('benefit.create', {
      name: '示例咖啡',
      icon: 'coffee',
      intro: '每天一杯',
      counter: { uses: 1, per: 'day' },
    })) as { id: string }
    const everybody = { when: { fact: 'member.order_count', operator: 'gte', value: 0 } }
    await call('benefit.setGrants', { benefitId, revision: 1, grants: [{ to: everybody, terms: {} }] })
  })
  await page.goto(`/${house.slug}/counter`)
  await alive(page)
  await expect(page.getByText('先选门店')).toBeVisible()
  await page.getByRole('combobox', { name: '所在门店' }).fill('示例一店')
  await page.getByRole('combobox', { name: '所在门店' }).press('Enter')
  await page.getByRole('textbox', { name: '手机号、会员号、末四位或券号' }).fill('1231')
  await page.getByRole('button', { name: '查找' }).tap()
  await page.getByRole('button', { name: '核销 示例咖啡' }).tap()
  const drawer = page.getByRole('dialog', { name: '确认核销' })
  await drawer.getByRole('button', { name: '确认核销' }).tap()
  await expect(drawer.getByText('核销成功')).toBeVisible()
  await drawer.getByRole('button', { name: '完成' }).tap()
  await expect(page.getByText(/这一期的次数已经用完，最近一次：\d{4}-\d\d-\d\d \d\d:\d\d，在示例一店。/)).toBeVisible()
  await expect(page.getByRole('button', { name: '核销 示例咖啡' })).toHaveCount(0)
  // The device remembers the store.
  await page.reload()
  await alive(page)
  await expect(page.getByText('今天的核销')).toBeVisible()
})

test('what was redeemed is handed over for good, and its number then says when and where; a service from an amount on asks for the bill', async ({
  page,
}) => {
  await observe(page)
  const house = await openSampleHouse(page)
  const memberId = await house.memberId('V001')
  await house.call('member.adjustPoints', { memberId, amount: 500, reason: '示例', requestKey: crypto.randomUUID() })
  const spec = { gives: { kind: 'goods', by: 'collect' }, points: 100, limits: {} }
  const reward = { name: '示例马克杯', intro: '', picture: null, stock: null, spec }
  const { id: rewardId } = (await house.call('reward.create', reward)) as { id: string }
  await house.call('reward.setState', { rewardId, revision: 1, to: 'active' })
  const redeem = { memberId, rewardId, quantity: 1, requestKey: crypto.randomUUID() }
  const { number } = (await house.call('reward.redeem', redeem)) as { number: string }
  const service = { kind: 'exchange', service: '示例体验课', quantity: 1 }
  await give(house, memberId, '示例满额课', service, [{ reads: 'current', least: 10_000 }])

  await page.goto(`/${house.slug}/counter`)
  await alive(page)
  await page.getByRole('combobox', { name: '所在门店' }).fill('示例一店')
  await page.getByRole('combobox', { name: '所在门店' }).press('Enter')
  const field = page.getByRole('textbox', { name: '手机号、会员号、末四位或券号' })
  await field.fill(number)
  await field.press('Enter')
  const found = page.locator('section').filter({ has: page.getByRole('heading', { name: '查到的兑换' }) })
  await found.getByRole('button', { name: '交付 示例马克杯' }).tap()
  const handing = page.getByRole('dialog', { name: '确认交付' })
  await expect(handing.getByRole('button', { name: '先不交付' })).toBeVisible()
  await handing.getByRole('button', { name: '确认已交付' }).tap()
  await expect(handing.getByText('已交付', { exact: true })).toBeVisible()
  await expect(handing.getByText('撤销')).toHaveCount(0)
  expect.soft(await ailments(page)).toEqual([])
  await handing.getByRole('button', { name: '完成' }).tap()
  await expect(found.getByText(/已于 \d{4}-\d\d-\d\d \d\d:\d\d 在示例一店领取，不能重复领取。/)).toBeVisible()
  await expect(page.getByRole('button', { name: '交付 示例马克杯' })).toHaveCount(0)

  await page.getByRole('button', { name: '核销 示例满额课' }).tap()
  const drawer = page.getByRole('dialog', { name: '确认核销' })
  await drawer.getByLabel('适用商品合计金额').fill('88')
  await expect(drawer.getByText('还差 ¥12 才能用这张券。')).toBeVisible()
  await expect(drawer.getByRole('button', { name: '确认核销' })).toBeDisabled()
  await drawer.getByLabel('适用商品合计金额').fill('100')
  await expect(drawer.getByText('这笔消费可以用这张券，金额不变。')).toBeVisible()
  await drawer.getByRole('button', { name: '确认核销' }).tap()
  await expect(drawer.getByText('核销成功')).toBeVisible()
  await expect(drawer.getByText('10 分钟内可以', { exact: false })).toBeVisible()
  expect(await ailments(page)).toEqual([])
})

test('a gift of a campaign is handed over once, stands in the list of today and can be taken back', async ({ page }) => {
  const house = await openSampleHouse(page)
  const campaignId = await campaignAtWork(house, '示例新品小样', {
    kind: 'sample',
    effects: [{ at: { kind: 'claimed' }, gives: { kind: 'goods', name: '示例帆布袋', count: 1 }, limits: { perMember: 1, total: 10 } }],
  })
  await house.call('campaign.claim', { memberId: await house.memberId('V001'), campaignId, requestKey: randomBytes(8).toString('hex') })
  await page.goto(`/${house.slug}/counter`)
  await alive(page)
  await page.getByRole('combobox', { name: '所在门店' }).fill('示例一店')
  await page.getByRole('combobox', { name: '所在门店' }).press('Enter')
  await page.getByRole('textbox', { name: '手机号、会员号、末四位或券号' }).fill('1231')
  await page.getByRole('button', { name: '查找' }).tap()
  const act = page.getByRole('button', { name: '交付 示例帆布袋' })
  await expect(act).toBeVisible()
  expect((await act.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await act.tap()
  const drawer = page.getByRole('dialog', { name: '确认交付' })
  await drawer.getByRole('button', { name: '确认已交付' }).tap()
  await expect(drawer.getByText('核销成功')).toBeVisible()
  await drawer.getByRole('button', { name: '完成' }).tap()
  await expect(drawer).toBeHidden()
  await expect(act).toHaveCount(0)
  await expect(page.getByText('每人可得的数量已满。')).toBeVisible()
  await page.getByRole('button', { name: '换一位' }).tap()
  await page.getByRole('button', { name: '撤销 示例帆布袋' }).tap()
  const undo = page.getByRole('dialog', { name: '撤销「示例帆布袋」的核销？' })
  await undo.getByLabel('为什么撤销').fill('示例点错了')
  await undo.getByRole('button', { name: '确认撤销' }).tap()
  await expect(page.getByText('已撤销', { exact: true })).toBeVisible()
})
