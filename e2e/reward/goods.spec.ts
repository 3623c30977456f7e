import { readFileSync } from 'node:fs'
import { closed, pick, pickEntry, pickFound } from '../pages/choices'
import { ailments, observe } from '../pages/page-health'
import { openSampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

/** One dot as a PNG. */
const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64')

test('goods are put on offer, redeemed for a member, sent, and cancelled with the points back', async ({ page }) => {
  test.slow()
  await observe(page)
  const house = await openSampleHouse(page, 2)
  await page.goto(`/${house.slug}/rewards`)
  await expect(page.getByText('还没有积分商品')).toBeVisible()
  expect(await ailments(page)).toEqual([])

  await page.getByRole('link', { name: '用这个模板 积分换商品' }).click()
  const preview = page.getByTestId('reward-preview')
  await expect(preview.getByText('2,000 积分')).toBeVisible()
  await page.getByRole('button', { name: '保存草稿' }).click()
  await expect(page.getByText('请填写名称。')).toBeVisible()
  await page.getByLabel('名称').fill('示例马克杯')
  await page.locator('input[type="file"]').setInputFiles({ name: 'cup.png', mimeType: 'image/png', buffer: dot })
  await expect(page.getByRole('img', { name: '商品图片' })).toBeVisible()
  await page.getByLabel('每件所需积分').fill('20')
  await page.getByLabel('总库存').fill('5')
  await expect(preview.getByText('示例马克杯')).toBeVisible()
  await expect(preview.getByText('剩余 5 件')).toBeVisible()
  expect(await ailments(page)).toEqual([])
  await page.getByRole('button', { name: '保存草稿' }).click()
  await expect(page.getByRole('heading', { name: '示例马克杯', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: '上架', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '上架' }).click()
  await expect(page.getByRole('main').getByText('可兑换', { exact: true })).toBeVisible()
  expect(await ailments(page)).toEqual([])

  await page.goto(`/${house.slug}/rewards`)
  const row = page.getByRole('row').filter({ hasText: '示例马克杯' })
  await expect(row.getByText('5 / 5')).toBeVisible()
  await expect
    .poll(() => row.locator('img').evaluate((picture: HTMLImageElement) => picture.naturalWidth), 'the picture is drawn')
    .toBeGreaterThan(0)
  expect(await ailments(page)).toEqual([])

  await page.goto(`/${house.slug}/rewards/redemptions`)
  await expect(page.getByText('还没有兑换单')).toBeVisible()
  await page.getByRole('button', { name: '代会员兑换' }).click()
  const dialog = page.getByRole('dialog')
  await pickFound(dialog.getByRole('combobox', { name: '会员' }), 'V001')
  await pick(dialog.getByRole('combobox', { name: '商品' }), '示例马克杯')
  await closed(page)
  await dialog.getByRole('button', { name: '确认兑换' }).click()
  await expect(dialog.getByText('请填写完整的收货地址。')).toBeVisible()
  await dialog.getByLabel('收货地址').fill('示例市示例路 1 号')
  await expect(dialog.getByText('共需 20 积分', { exact: false })).toBeVisible()
  expect(await ailments(page)).toEqual([])
  await dialog.getByRole('button', { name: '确认兑换' }).click()
  await expect(page.getByText('兑换成功', { exact: false })).toBeVisible()
  const line = page.getByRole('row').filter({ hasText: '示例马克杯' })
  await expect(line.getByText('待发货')).toBeVisible()

  await line.getByRole('button', { name: /^发货/ }).click()
  await dialog.getByRole('button', { name: '确认发货' }).click()
  await expect(dialog.getByText('请填写物流公司。')).toBeVisible()
  await dialog.getByLabel('物流公司').fill('示例快递')
  await dialog.getByLabel('运单号').fill('SF100')
  await dialog.getByRole('button', { name: '确认发货' }).click()
  await expect(line.getByText('已发货')).toBeVisible()

  await line.getByRole('button', { name: /^R\d{10}$/ }).click()
  await expect(dialog.getByText('示例快递 SF100').first()).toBeVisible()
  await dialog.getByRole('button', { name: '查看地址' }).click()
  await expect(dialog.getByText('示例市示例路 1 号')).toBeVisible()
  expect(await ailments(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await pickEntry(line.getByRole('button', { name: /更多操作/ }), '取消')
  await dialog.getByLabel('取消原因').fill('示例缺货')
  await dialog.getByRole('button', { name: '取消兑换单' }).click()
  await expect(line.getByText('已取消')).toBeVisible()
  expect(await ailments(page)).toEqual([])

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出' }).click()])
  const file = readFileSync(await download.path(), 'utf8')
  expect(file.startsWith('\uFEFF单号,')).toBe(true)
  expect(file).toContain('138****1231')
  expect(file).toContain('已取消')
  expect(file).not.toContain('示例路')

  await page.goto(`/${house.slug}/members/${await house.memberId('V001')}`)
  await expect(page.getByText('退回 20 积分').first()).toBeVisible()
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: '兑换记录' }) })
  await expect(card.getByText('已取消')).toBeVisible()
  expect(await ailments(page)).toEqual([])
})

test('a reward is paused, copied and ended, and the list keeps its tabs in the address', async ({ page }) => {
  await observe(page)
  const house = await openSampleHouse(page, 1)
  const draft = { intro: '', picture: null, stock: 3, spec: { gives: { kind: 'service' }, points: 5, limits: {} } }
  const ids: string[] = []
  for (const name of ['示例洗护', '示例体验课']) {
    const { id } = (await house.call('reward.create', { ...draft, name })) as { id: string }
    await house.call('reward.setState', { rewardId: id, revision: 1, to: 'active' })
    ids.push(id)
  }
  const memberId = await house.memberId('V001')
  await house.call('reward.redeem', { memberId, rewardId: ids[0], quantity: 2, requestKey: 'e2e-redeem-1' })

  await page.goto(`/${house.slug}/rewards`)
  const rows = page.getByRole('row').filter({ hasText: '示例' })
  await expect(rows.first()).toContainText('示例洗护')
  await pickEntry(rows.first().getByRole('button', { name: /更多操作/ }), '下移 示例洗护')
  await expect(rows.first()).toContainText('示例体验课')
  await rows.last().getByRole('button', { name: '暂停' }).click()
  await expect(rows.last().getByText('已暂停')).toBeVisible()
  await page.getByText(/^已暂停 1$/).click()
  await expect(page).toHaveURL(/state=paused/)
  await expect(rows).toHaveCount(1)
  await page.getByText(/^草稿 0$/).click()
  await page.getByRole('button', { name: '清除筛选' }).click()
  await expect(rows).toHaveCount(2)

  await page.getByRole('link', { name: '示例洗护' }).click()
  await expect(page.getByText('已兑出 2 件', { exact: false }).first()).toBeVisible()
  await page.getByLabel('总库存').fill('1')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('库存不能少于这个数', { exact: false })).toBeVisible()
  await page.getByLabel('总库存').fill('10')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('已保存').first()).toBeVisible()
  expect(await ailments(page)).toEqual([])

  await pickEntry(page.getByRole('button', { name: /更多操作/ }), '下架')
  await page.getByRole('dialog').getByRole('button', { name: '下架' }).click()
  await expect(page.getByRole('main').getByText('已下架', { exact: true })).toBeVisible()
  await expect(page.getByLabel('名称')).toBeDisabled()
  await pickEntry(page.getByRole('button', { name: /更多操作/ }), '复制')
  await expect(page.getByRole('heading', { name: '示例洗护（副本）' })).toBeVisible()
  expect(await ailments(page)).toEqual([])
})
