import { readFile } from 'node:fs/promises'
import { pick, pickFound } from '../pages/choices'
import { ailments, observe } from '../pages/page-health'
import { openSampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test('a coupon is written beside its picture, put to work, given by hand, and stands at the member', async ({ page }) => {
  await observe(page)
  const house = await openSampleHouse(page, 2)
  await page.goto(`/${house.slug}/coupons`)
  await expect(page.getByText('还没有优惠券')).toBeVisible()
  expect(await ailments(page)).toEqual([])
  await page.getByRole('link', { name: '新建优惠券' }).click()

  const picture = page.getByTestId('ticket-worth')
  const sentence = page.getByTestId('coupon-sentence')
  await expect(picture).toHaveText('¥10')
  await page.getByRole('radio', { name: /^折扣/ }).click()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('请给优惠券起个名字')).toBeVisible()
  await expect(page.getByText('请填写打几折，例如 8.5')).toBeVisible()
  await expect(page.getByRole('textbox', { name: '名称' })).toBeFocused()
  await page.getByRole('textbox', { name: '名称' }).fill('示例折扣券')
  await page.getByRole('spinbutton', { name: '打几折' }).fill('8.5')
  await page.getByRole('spinbutton', { name: /^最多减/ }).fill('20')
  await expect(picture).toHaveText('8.5 折')
  await expect(sentence).toContainText('满 ¥100 打 8.5 折，最多减 ¥20')
  await page.getByRole('switch', { name: '限制总量' }).click()
  await page.getByRole('spinbutton', { name: '总共多少张' }).fill('10')
  expect(await ailments(page)).toEqual([])
  await page.getByRole('button', { name: '保存', exact: true }).click()

  await expect(page.getByRole('heading', { level: 1, name: '示例折扣券' })).toBeVisible()
  await page.getByRole('button', { name: '启用', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '启用', exact: true }).click()
  await expect(page.getByText('进行中', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: '发给一位会员' }).first().click()
  await pickFound(page.getByRole('combobox', { name: '会员' }), 'V002')
  await page.getByLabel('原因').fill('示例补偿')
  await page.getByRole('button', { name: '确认发放' }).click()
  await expect(page.getByText('已发放 1 张')).toBeVisible()
  await expect(page.getByText('剩余 9 / 共 10 张')).toBeVisible()

  await page.getByRole('button', { name: '已发出的券' }).click()
  const given = page.getByRole('region', { name: '已发出的券' })
  await expect(given.getByText('手工发放')).toBeVisible()
  expect(await ailments(page)).toEqual([])
  await given.getByRole('link', { name: '李*' }).click()
  const card = page.getByRole('listitem').filter({ hasText: '示例折扣券' })
  await expect(card.getByText('可用')).toBeVisible()
  expect(await ailments(page)).toEqual([])

  await page.getByRole('button', { name: '发放', exact: true }).click()
  const drawer = page.getByRole('dialog')
  await pick(drawer.getByRole('combobox', { name: '优惠券' }), '示例折扣券')
  await drawer.getByLabel('张数').fill('2')
  await drawer.getByLabel('原因').fill('示例再补')
  await drawer.getByRole('button', { name: '确认发放' }).click()
  await expect(card).toHaveCount(3)
  await card.first().getByRole('button', { name: /^收回/ }).click()
  await drawer.getByRole('button', { name: '确认收回' }).click()
  await expect(drawer.getByText('请写明原因，方便以后查')).toBeVisible()
  await drawer.getByLabel('原因').fill('示例发错')
  await drawer.getByRole('button', { name: '确认收回' }).click()
  await expect(card).toHaveCount(2)
})

/** A coupon of the house, put to work. */
async function atWork(call: (procedure: string, input: unknown) => Promise<Record<string, unknown>>, name: string, way: 'issue' | 'code') {
  const { id } = await call('coupon.create', {
    name,
    note: '',
    color: '#c2410c',
    stock: null,
    terms: {
      value: { kind: 'fixed', off: 1_000 },
      thresholds: [{ reads: 'current', least: 10_000 }],
      scope: {},
      validity: { kind: 'relative', afterDays: 0, days: 30 },
      limits: { perMember: 1, perOrder: 1 },
    },
    offer: { way },
  })
  await call('coupon.setState', { templateId: id, revision: 1, state: 'active' })
  return String(id)
}

test('an issue to many is counted before it is given, and goes on by itself', async ({ page }) => {
  await observe(page)
  const house = await openSampleHouse(page, 4)
  const id = await atWork(house.call, '示例满减', 'issue')
  await house.call('coupon.issueByHand', {
    memberId: await house.memberId('V001'),
    templateId: id,
    count: 1,
    reason: '示例',
    requestKey: 'one',
  })
  await page.goto(`/${house.slug}/coupons/${id}?part=batch`)
  const dry = page.getByTestId('dry-count')
  await expect(dry).toContainText('将发给 3 位会员，共 3 张')
  await expect(dry).toContainText('另有 1 位会员已达每人限量')
  await page.getByRole('radio', { name: '符合条件的会员' }).click()
  await expect(dry).toContainText('填完上面几项')
  await expect(page.getByRole('button', { name: '开始发放' })).toBeDisabled()
  await page.getByRole('radio', { name: '所有会员' }).click()
  await expect(dry).toContainText('将发给 3 位会员，共 3 张')
  expect(await ailments(page)).toEqual([])
  await page.getByRole('button', { name: '开始发放' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '开始发放' }).click()
  const past = page.getByRole('region', { name: '发放记录' }).last()
  await expect(past.getByText('已完成')).toBeVisible({ timeout: 30_000 })
  await expect(dry).toContainText('将发给 0 位会员，共 0 张')
  expect(await ailments(page)).toEqual([])
})

test('codes are made, carried away as a file, and withdrawn; what ended offers a copy', async ({ page }) => {
  await observe(page)
  const house = await openSampleHouse(page, 1)
  const id = await atWork(house.call, '示例码券', 'code')
  await page.goto(`/${house.slug}/coupons/${id}?part=codes`)
  await page.getByLabel('这批码的用途').fill('示例推文')
  await page.getByLabel('生成多少个').fill('25')
  await page.getByRole('button', { name: '生成', exact: true }).click()
  await expect(page.getByText('有效', { exact: true })).toBeVisible()
  expect(await ailments(page)).toEqual([])
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: '导出：示例推文' }).click()
  const text = await readFile(await (await coming).path(), 'utf8')
  const [header, ...codes] = text.trimEnd().split('\n')
  expect(header).toContain('兑换码')
  expect(new Set(codes.map((line) => line.split(',')[0])).size).toBe(25)
  await page.getByRole('button', { name: '作废' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '作废' }).click()
  await expect(page.getByText('已作废', { exact: true })).toBeVisible()

  await page.goto(`/${house.slug}/coupons`)
  await page.getByRole('button', { name: '更多：示例码券' }).click()
  await page.getByRole('menuitem', { name: '结束' }).click()
  const sure = page.getByRole('dialog')
  await expect(sure.getByText('已发出 0 张', { exact: false })).toBeVisible()
  await sure.getByRole('button', { name: '结束' }).click()
  await expect(page.getByText('没有“进行中”的优惠券')).toBeVisible()
  await page.getByRole('button', { name: '查看全部' }).click()
  await expect(page).toHaveURL(/state=all/)
  await page.getByRole('button', { name: '复制：示例码券' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '修改“示例码券 副本”' })).toBeVisible()
})
