import { pick } from '../pages/choices'
import { openMerchant } from '../pages/console'
import { ailments, observe } from '../pages/page-health'
import { callFrom } from '../pages/sample-house'
import { expect, test } from '../pages/test'

// For whoever asks the system for little motion, lists and drawers open all the same.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('fields and actions of the merchant’s own are made, changed and ordered; one that a rule uses stays', async ({ page }) => {
  await observe(page)
  const { slug } = await openMerchant(page, 'beauty')
  await callFrom(page, slug, 'program.applyTemplate', { template: 'beauty' })
  await page.goto(`/${slug}/program/fields`)
  await expect(page.getByText('还没有会员字段')).toBeVisible()
  expect(await ailments(page)).toEqual([])

  await page.getByRole('button', { name: '添加会员字段' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('名称').fill('肤质')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(dialog.getByText('请至少写一个选项。')).toBeVisible()
  const choices = dialog.getByRole('combobox', { name: '选项' })
  for (const choice of ['干性', '油性']) {
    await choices.fill(choice)
    await choices.press('Enter')
  }
  await dialog.getByLabel('对接编号').fill('Skin')
  await dialog.getByLabel('对接编号').blur()
  await expect(dialog.getByText('编号以小写字母开头', { exact: false })).toBeVisible()
  await dialog.getByLabel('对接编号').fill('skin_type')
  expect(await ailments(page)).toEqual([])
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('row', { name: /肤质/ })).toContainText('干性、油性')

  await page.getByRole('button', { name: '添加会员字段' }).click()
  await dialog.getByLabel('名称').fill('宠物')
  await pick(dialog.getByRole('combobox', { name: '内容' }), '文字')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('row')).toHaveCount(3)
  await page.getByRole('button', { name: '把“宠物”上移' }).click()
  await expect(page.getByRole('row').nth(1)).toContainText('宠物')

  await page.getByRole('row', { name: /肤质/ }).getByRole('button', { name: '修改' }).click()
  await expect(dialog.getByLabel('对接编号'), 'systems send it').toBeDisabled()
  await dialog.getByLabel('名称').fill('皮肤类型')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('row', { name: /皮肤类型/ })).toContainText('skin_type')

  await page.getByText('自定义行为', { exact: true }).first().click()
  await expect(page).toHaveURL(/tab=event/)
  await page.getByRole('button', { name: '添加自定义行为' }).click()
  await dialog.getByLabel('名称').fill('上团课')
  await dialog.getByLabel('对接编号').fill('class_attended')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('row', { name: /上团课/ })).toBeVisible()
  await callFrom(page, slug, 'points.createRule', {
    name: '上课有礼',
    enabled: true,
    spec: { trigger: 'custom', event: 'class_attended', reward: { kind: 'flat', points: 5 } },
  })
  await page
    .getByRole('row', { name: /上团课/ })
    .getByRole('button', { name: '删除' })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
  await expect(page.getByText('「上课有礼」用到了这个行为', { exact: false })).toBeVisible()
  await page.getByText('会员字段', { exact: true }).first().click()
  await page.getByRole('row', { name: /宠物/ }).getByRole('button', { name: '删除' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
  await expect(page.getByRole('row', { name: /宠物/ })).toHaveCount(0)
  expect(await ailments(page)).toEqual([])
})
