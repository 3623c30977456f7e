import { randomBytes } from 'node:crypto'
import { agree } from '../pages/choices'
import { ailments, observe } from '../pages/page-health'
import { SignUpPage } from '../pages/sign-up-page'
import { expect, test } from '../pages/test'

const MOST_CLICKS = 8

test('from an empty house to a member day that runs in at most 8 clicks', async ({ page, context }) => {
  let clicks = 0
  await context.exposeBinding('clickOfTheTest', () => {
    clicks += 1
  })
  await context.addInitScript(() => {
    const tell = (globalThis as unknown as { clickOfTheTest: () => void }).clickOfTheTest
    document.addEventListener('pointerdown', (event) => event.isTrusted && tell(), true)
  })
  await observe(page)
  const mark = randomBytes(6).toString('hex')
  const signUp = new SignUpPage(page)
  await signUp.open()
  const draft = { merchantName: `示例奶茶店 ${mark}`, email: `day-${mark}@example.com`, password: `quiet-otter-${mark}`, industry: '餐饮' }
  const slug = await signUp.signUp(draft)
  await page.goto(`/${slug}`)

  clicks = 0
  await page.getByRole('link', { name: '方案总览' }).click()
  await page.getByRole('button', { name: '使用这个方案：餐饮茶饮' }).click()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByRole('button', { name: '确认发布' }).click()
  await expect(page.getByText('第 1 版已发布')).toBeVisible()
  await page.getByRole('link', { name: '办一个活动' }).click()
  await page.getByRole('link', { name: /^会员日/ }).click()
  await expect(page.getByTestId('campaign-sentence')).toContainText('每月 8 日')
  await expect(page.getByTestId('campaign-sentence')).toContainText('积分 +100%（双倍）')
  await expect(page.getByTestId('next-dates').getByRole('listitem')).toHaveCount(10)
  await page.getByRole('button', { name: '启用', exact: true }).click()
  const sure = page.getByRole('dialog')
  await expect(sure).toContainText('将于今天开始，每月 8 日')
  await expect(sure).toContainText('符合条件的会员约 0 位')
  await agree(page, '启用')
  await expect(page.getByRole('heading', { level: 1, name: '会员日', exact: true })).toBeVisible()
  await expect(page.getByText('进行中', { exact: true })).toBeVisible()
  expect(clicks, 'clicks from the overview').toBeGreaterThan(5)
  expect(clicks, 'clicks from the overview').toBeLessThanOrEqual(MOST_CLICKS)
  expect(await ailments(page)).toEqual([])
})

test('an empty house says what comes first, and offers ready forms', async ({ page }) => {
  await observe(page)
  const mark = randomBytes(6).toString('hex')
  const signUp = new SignUpPage(page)
  await signUp.open()
  const draft = { merchantName: `示例商户 ${mark}`, email: `none-${mark}@example.com`, password: `quiet-otter-${mark}`, industry: '零售' }
  const slug = await signUp.signUp(draft)
  await page.goto(`/${slug}/campaigns`)
  await expect(page.getByText('还没有活动')).toBeVisible()
  await expect(page.getByText('积分规则还没有发布')).toBeVisible()
  expect(await ailments(page)).toEqual([])
  await page.getByRole('link', { name: '查看全部 14 种' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '新建活动' })).toBeVisible()
  await expect(page.locator('main').getByRole('listitem')).toHaveCount(14)
  expect(await ailments(page)).toEqual([])
  await page.getByRole('link', { name: /^双倍积分/ }).click()
  await expect(
    page
      .getByText('先发布', { exact: false })
      .or(page.getByText('发布', { exact: false }))
      .first(),
  ).toBeVisible()
  await page.getByRole('button', { name: '启用', exact: true }).click()
  await agree(page, '启用')
  await expect(page.getByRole('alert').filter({ hasText: '发布' })).toBeVisible()
  expect(await ailments(page)).toEqual([])
})
