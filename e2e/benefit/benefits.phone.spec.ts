import { ailments, alive, observe } from '../pages/page-health'
import { openSampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test('on a phone each tier lists its benefits, and one is given with a finger', async ({ page }) => {
  await observe(page)
  const house = await openSampleHouse(page)
  await page.goto(`/${house.slug}/program/benefits`)
  await alive(page)
  const tier = page.getByRole('region', { name: 'VIP', exact: true })
  await tier.getByRole('button', { name: '给「VIP」发放「包邮」' }).tap()
  const drawer = page.getByRole('dialog', { name: 'VIP · 包邮' })
  await drawer.getByLabel('满多少包邮').fill('99')
  await drawer.getByRole('button', { name: '保存' }).tap()
  await expect(drawer).toBeHidden()
  await expect(tier.getByRole('button', { name: '修改「VIP」的「包邮」' })).toHaveText('满 ¥99')
  expect(await ailments(page)).toEqual([])
})
