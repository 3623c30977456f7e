import { pick } from '../pages/choices'
import { ailments, observe } from '../pages/page-health'
import { openSampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test('on a phone: an own field is added, published, filled in for a member, and the tier is changed by hand', async ({ page }) => {
  test.setTimeout(120_000)
  await observe(page)
  const house = await openSampleHouse(page, 1)
  await page.goto(`/${house.slug}/program/fields`)
  await page.getByRole('button', { name: '添加会员字段' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('名称').fill('口味')
  const choices = dialog.getByRole('combobox', { name: '选项' })
  for (const choice of ['清淡', '香辣']) {
    await choices.fill(choice)
    await choices.press('Enter')
  }
  expect(await ailments(page)).toEqual([])
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('row', { name: /口味/ })).toBeVisible()
  expect(await ailments(page)).toEqual([])

  // Versions are at least a minute apart.
  await house.call('program.publish', { note: '' })
  await page.goto(`/${house.slug}/members/${await house.memberId('V001')}`)
  await page.getByRole('button', { name: '修改资料与标签' }).click()
  await pick(dialog.getByRole('combobox', { name: /口味/ }), '香辣')
  expect(await ailments(page)).toEqual([])
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('main').getByText('香辣').first()).toBeVisible()

  await page.getByRole('button', { name: '调整等级' }).click()
  await dialog.getByRole('switch', { name: '锁定' }).click()
  await dialog.getByLabel('原因').fill('示例')
  expect(await ailments(page)).toEqual([])
  await dialog.getByRole('button', { name: '确认调整' }).click()
  await expect(page.getByRole('main').getByText(/已锁定/)).toBeVisible()
  expect(await ailments(page)).toEqual([])
})
