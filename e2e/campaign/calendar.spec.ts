import { bonus, campaignAtWork } from '../pages/campaign-house'
import { ailments, observe } from '../pages/page-health'
import { openSampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test('the calendar shows what meets on a day, and says what that means', async ({ page }) => {
  await observe(page)
  const house = await openSampleHouse(page, 1)
  const christmas = { kind: 'festival', festival: 'christmas', before: 1, after: 0 }
  const id = await campaignAtWork(house, '示例会员日', { kind: 'member_day', on: { kind: 'rules', rules: ['FREQ=MONTHLY;BYMONTHDAY=25'] } })
  await campaignAtWork(house, '示例圣诞', { kind: 'festival', on: christmas, effects: [bonus(20_000)] })
  const year = new Date().getFullYear() + 1
  await page.goto(`/${house.slug}/campaigns?view=calendar&month=${year}-12`)
  await expect(page.getByRole('heading', { level: 2, name: `${year}年12月` })).toBeVisible()
  const days = page.getByRole('list', { name: '活动日历' })
  await expect(days.getByRole('listitem')).toHaveCount(31)
  const both = days.getByRole('button', { name: /^12月25日/ })
  await expect(both).toContainText('示例会员日')
  await expect(both).toContainText('示例圣诞')
  await expect(both).toContainText('圣诞节')
  await expect(both).toContainText('封顶生效')
  await expect(days.getByRole('button', { name: /^12月24日/ })).toContainText('平安夜')
  await expect(days.getByRole('button', { name: /^12月23日/ })).not.toContainText('示例')
  expect(await ailments(page)).toEqual([])

  await both.focus()
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByRole('heading', { name: '这一天叠加在一起' })).toBeVisible()
  await expect(drawer.getByText('来自 示例会员日、示例圣诞', { exact: false }).first()).toBeVisible()
  expect(await ailments(page)).toEqual([])
  await drawer.getByRole('link', { name: '示例会员日' }).click()
  await expect(page).toHaveURL(new RegExp(`/campaigns/${id}$`))

  await page.goBack()
  await page.getByRole('button', { name: '下个月' }).click()
  await expect(page).toHaveURL(new RegExp(`month=${year + 1}-01`))
  await expect(days.getByRole('button', { name: /^1月25日/ })).toContainText('示例会员日')
  await expect(days.getByRole('button', { name: /^1月25日/ })).not.toContainText('示例圣诞')
  await page.getByRole('button', { name: '上个月' }).click()
  await expect(both).toContainText('示例圣诞')
  await page.getByRole('button', { name: '回到今天' }).click()
  await expect(page).not.toHaveURL(/month=/)
  await page.getByRole('button', { name: '列表', exact: true }).click()
  await expect(page.getByRole('link', { name: '示例圣诞' })).toBeVisible()
})
