import { openSampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test('a long timeline is read on, page by page, without a line twice', async ({ page }) => {
  const house = await openSampleHouse(page, 1)
  const memberId = await house.memberId('V001')
  for (let n = 1; n <= 35; n++)
    await house.call('member.adjustPoints', { memberId, amount: n, reason: '示例', requestKey: `sample-request-${n}` })
  await page.goto(`/${house.slug}/members/${memberId}`)
  const lines = page.getByRole('main').getByRole('listitem').filter({ hasText: '手工增加' })
  await expect(lines).toHaveCount(30)
  await page.getByRole('button', { name: '加载更早的记录' }).click()
  await expect(lines).toHaveCount(35)
  await expect(page.getByText('入会', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: '加载更早的记录' })).toHaveCount(0)
})
