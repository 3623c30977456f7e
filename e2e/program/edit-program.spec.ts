import { openMerchant } from '../pages/console'
import { callFrom } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test('a threshold is changed, told in words, published and found among the versions', async ({ page }) => {
  const { slug } = await openMerchant(page, 'ecommerce')
  await callFrom(page, slug, 'program.applyTemplate', { template: 'ecommerce' })
  await callFrom(page, slug, 'program.publish', { note: '' })

  await page.goto(`/${slug}/program/tiers`)
  await page.getByRole('row', { name: /金卡/ }).getByRole('button', { name: '修改' }).click()
  const threshold = page.getByLabel('门槛：净消费达到')
  await threshold.fill('900')
  await threshold.blur()
  await expect(page.getByText('要比下一级「银卡」的 ¥1,000 高。'), 'the field says what would fit').toBeVisible()
  await expect(page.getByText('门槛和相邻的等级冲突')).toBeVisible()
  await threshold.fill('4000')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('已保存到草稿')).toBeVisible()

  await page.goto(`/${slug}/program`)
  await expect(page.getByText('近 365 天净消费满 ¥5,000，积分加成 20%')).toBeVisible()
  await expect(page.getByText('近 365 天净消费满 ¥4,000，积分加成 20%').first()).toBeVisible()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByLabel('备注').fill('金卡门槛下调')
  await page.getByRole('button', { name: '确认发布' }).click()
  await expect(page.getByText('第 2 版已发布')).toBeVisible()
  await page.getByRole('link', { name: '查看版本' }).click()
  await page.getByRole('link', { name: '第 2 版' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('第 2 版')
  await expect(page.getByText('金卡门槛下调')).toBeVisible()
  await expect(page.getByText('近 365 天净消费满 ¥4,000，积分加成 20%')).toBeVisible()
})

test('a rule is told as a sentence while it is written, and stands in the list as the same one', async ({ page }) => {
  const { slug } = await openMerchant(page, 'ecommerce')
  await callFrom(page, slug, 'program.applyTemplate', { template: 'blank' })
  await page.goto(`/${slug}/program/points`)
  await page.getByRole('button', { name: '添加获取规则' }).first().click()
  await page.getByLabel('规则名称').fill('大单')
  await page.getByRole('button', { name: '添加条件' }).click()
  await page.getByLabel('条件 1：值').fill('200')
  await page.getByLabel('得到', { exact: true }).fill('2')
  const sentence = '单笔实付满 ¥200，每 ¥1 得 2 积分'
  await expect(page.getByRole('dialog').getByText(sentence)).toBeVisible()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('cell').getByText(sentence)).toBeVisible()
})

test('who saves over a colleague’s change is told, and keeps what was typed', async ({ page }) => {
  const { slug } = await openMerchant(page, 'ecommerce')
  await callFrom(page, slug, 'program.applyTemplate', { template: 'ecommerce' })
  await page.goto(`/${slug}/program/tiers`)
  await page.getByRole('row', { name: /钻石/ }).getByRole('button', { name: '修改' }).click()
  await page.getByLabel('等级名称').fill('黑钻')
  await callFrom(page, slug, 'program.applyTemplate', { template: 'ecommerce' })
  await page.getByRole('dialog').getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('请刷新后再改')
  await expect(page.getByLabel('等级名称')).toHaveValue('黑钻')
})

test('a file with mistakes changes nothing and says where they are', async ({ page }) => {
  const { slug } = await openMerchant(page, 'retail')
  await callFrom(page, slug, 'program.applyTemplate', { template: 'retail' })
  const draft = (await callFrom(page, slug, 'program.exportFile', undefined, true)) as { ladders: { tiers: { threshold: number }[] }[] }
  const tier = draft.ladders[0]?.tiers[2]
  if (!tier) throw new Error('the template has three tiers')
  tier.threshold = 2
  await page.goto(`/${slug}/program`)
  await page.getByRole('button', { name: '导入文件' }).click()
  const chosen = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: '选择方案文件' }).click()
  await (await chosen).setFiles({ name: '方案.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(draft)) })
  await expect(page.getByRole('dialog').getByText('门槛要比下一级「活跃」的 3 单高。')).toBeVisible()
  await expect(page.getByRole('dialog').getByText('等级 › 会员等级 › 忠实')).toBeVisible()
  await expect(page.getByText('草稿没有改动')).toBeVisible()
})
