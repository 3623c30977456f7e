import { campaignAtWork } from '../pages/campaign-house'
import { pick } from '../pages/choices'
import { ailments, alive, observe } from '../pages/page-health'
import { openSampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test('staff claim a sample for a member at the counter, once', async ({ page }) => {
  await observe(page)
  const house = await openSampleHouse(page, 2)
  await campaignAtWork(house, '示例新品试用', {
    effects: [{ at: { kind: 'claimed' }, gives: { kind: 'goods', name: '示例试用装', count: 1 }, limits: { perMember: 1 } }],
  })
  await page.goto(`/${house.slug}/counter`)
  await alive(page)
  await pick(page.getByRole('combobox', { name: '所在门店' }), '示例一店')
  await page.getByRole('textbox', { name: '手机号、会员号、末四位或券号' }).fill('1231')
  await page.getByRole('button', { name: '查找' }).click()
  const offer = page.getByRole('listitem').filter({ hasText: '会员领取时得「示例试用装」' })
  await expect(offer).toBeVisible()
  expect(await ailments(page)).toEqual([])
  await offer.getByRole('button', { name: '领取 示例新品试用' }).click()
  await expect(page.getByText('已领取：示例试用装 ×1')).toBeVisible()
  await expect(offer.getByRole('button')).toBeHidden()
  await expect(offer).toContainText('每人可得的数量已满。')
  await expect(page.getByRole('button', { name: '交付 示例试用装' })).toBeVisible()
  expect(await ailments(page)).toEqual([])
})
