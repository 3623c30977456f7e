import type { Locator, Page } from '@playwright/test'
import { listOf, pick, pickAll } from '../pages/choices'
import { openMerchant } from '../pages/console'
import { ailments, observe } from '../pages/page-health'
import { callFrom } from '../pages/sample-house'
import { expect, test } from '../pages/test'

const SENTENCE = '单笔实付满 ¥200 且等级为金卡及以上，每 ¥1 得 2 积分，每天最多 500 分'

/** The page of earning rules of a shop with four tiers, whose draft has just been published. */
async function openRules(page: Page): Promise<string> {
  await observe(page)
  const { slug } = await openMerchant(page, 'ecommerce')
  await callFrom(page, slug, 'program.applyTemplate', { template: 'ecommerce' })
  await callFrom(page, slug, 'program.publish', { note: '' })
  await page.goto(`/${slug}/program/points`)
  await expect(page.getByRole('button', { name: '添加获取规则' }).first()).toBeEnabled()
  return slug
}

/** Goes on with the Tab key until something has the focus. */
async function tabTo(page: Page, wanted: Locator) {
  await expect(wanted).toBeVisible()
  const focused = () => wanted.evaluate((element) => element === document.activeElement)
  for (let step = 0; step < 120; step++) {
    if (await focused()) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never comes to ${wanted}`)
}

/** What the trial says of the rule that is being written. */
const answer = (dialog: Locator) => dialog.getByRole('listitem').filter({ has: dialog.page().locator('strong', { hasText: '金卡大单' }) })

test('the rule of a close reader is built with the mouse, tried and published', async ({ page }) => {
  test.slow()
  const slug = await openRules(page)
  await page.getByRole('button', { name: '添加获取规则' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('规则名称').fill('金卡大单')
  await dialog.getByRole('button', { name: '添加条件', exact: true }).click()
  await dialog.getByLabel('条件 1：值').fill('200')
  await dialog.getByRole('button', { name: '添加条件', exact: true }).click()
  await pick(dialog.getByLabel('条件 2：看什么'), '会员等级')
  await pickAll(dialog.getByLabel('条件 2：值'), ['金卡', '钻石'])
  await dialog.getByLabel('得到', { exact: true }).click()
  await dialog.getByLabel('得到', { exact: true }).fill('2')
  await dialog.getByRole('button', { name: '上限', exact: true }).click()
  await dialog.getByLabel('每天最多').fill('500')
  await expect(dialog.getByTestId('rule-sentence')).toHaveText(SENTENCE)
  expect.soft(await ailments(page), 'the form').toEqual([])

  await dialog.getByRole('button', { name: '试一试这条规则' }).click()
  await expect(answer(dialog), 'the sample member has the lowest tier').toContainText('未给')
  await pick(dialog.getByLabel('会员', { exact: true }), '示例会员 · 金卡')
  await expect(answer(dialog)).toContainText('+480 积分')
  const paid = dialog.getByLabel('实付金额')
  await paid.fill('199')
  await expect(answer(dialog)).toContainText('未给')
  await paid.fill('300')
  await expect(answer(dialog), 'no more than the limit of a day').toContainText('+500 积分')

  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('已保存到草稿')).toBeVisible()
  await expect(page.getByRole('cell').getByText(SENTENCE, { exact: true })).toBeVisible()
  await page.goto(`/${slug}/program`)
  await expect(page.getByText(SENTENCE, { exact: true }).first()).toBeVisible()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByRole('button', { name: '确认发布' }).click()
  await expect(page.getByText('第 2 版已发布')).toBeVisible()
  await page.goto(`/${slug}/program/member-rules`)
  await expect(page.getByTestId('member-rules').getByText('每实付 ¥1 得 1 积分。')).toBeVisible()
})

test('the same with the keyboard alone', async ({ page }) => {
  test.slow()
  const slug = await openRules(page)
  const { keyboard } = page
  await tabTo(page, page.getByRole('button', { name: '添加获取规则' }).first())
  await keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await tabTo(page, dialog.getByLabel('规则名称'))
  await keyboard.type('金卡大单')
  const addCondition = dialog.getByRole('button', { name: '添加条件', exact: true })
  await tabTo(page, addCondition)
  await keyboard.press('Enter')
  await tabTo(page, dialog.getByLabel('条件 1：值'))
  await keyboard.type('200')
  await tabTo(page, addCondition)
  await keyboard.press('Enter')
  await tabTo(page, dialog.getByLabel('条件 2：看什么'))
  await keyboard.type('会员等级')
  await keyboard.press('Enter')
  await tabTo(page, dialog.getByLabel('条件 2：值'))
  for (const tier of ['金卡', '钻石']) {
    await keyboard.type(tier)
    await keyboard.press('Enter')
  }
  // While its list is open, Tab chooses from it.
  await keyboard.press('Escape')
  await tabTo(page, dialog.getByLabel('得到', { exact: true }))
  await keyboard.press('ControlOrMeta+a')
  await keyboard.type('2')
  await tabTo(page, dialog.getByRole('button', { name: '上限', exact: true }))
  await keyboard.press('Enter')
  await tabTo(page, dialog.getByLabel('每天最多'))
  await keyboard.type('500')
  await expect(dialog.getByTestId('rule-sentence')).toHaveText(SENTENCE)

  await tabTo(page, dialog.getByRole('button', { name: '试一试这条规则' }))
  await keyboard.press('Enter')
  await expect(answer(dialog)).toContainText('未给')
  await tabTo(page, dialog.getByLabel('会员', { exact: true }))
  await keyboard.press('ArrowDown')
  await expect(await listOf(dialog.getByLabel('会员', { exact: true }))).toBeVisible()
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(answer(dialog)).toContainText('+480 积分')

  // On through what follows and round again to the button.
  await tabTo(page, dialog.getByRole('button', { name: '保存', exact: true }))
  await keyboard.press('Enter')
  await expect(page.getByRole('cell').getByText(SENTENCE, { exact: true })).toBeVisible()
  await page.goto(`/${slug}/program`)
  await tabTo(page, page.getByRole('button', { name: '发布', exact: true }))
  await keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: '确认发布' }))
  await keyboard.press('Enter')
  await expect(page.getByText('第 2 版已发布')).toBeVisible()
})

test('what a rule holds is open when it is opened again, and its address can be pasted', async ({ page }) => {
  const slug = await openRules(page)
  const spec = {
    trigger: 'order.completed',
    reward: { kind: 'rate', points: 3, per: 10_000, mode: 'full_step' },
    caps: { perMonth: 900 },
    from: '2027-11-01',
    until: '2027-11-11',
  }
  const { id } = await callFrom(page, slug, 'points.createRule', { name: '双十一', enabled: true, spec })
  await page.goto(`/${slug}/program/points?rule=${id}`)
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByTestId('rule-sentence')).toHaveText(
    '订单完成时每实付满 ¥100 得 3 积分，每月最多 900 分，2027 年 11 月 1 日至 2027 年 11 月 11 日有效',
  )
  await expect(dialog.getByLabel('每月最多')).toHaveValue('900')
  await dialog.getByLabel('结束日期').fill('2027-10-31')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(dialog.getByText('结束日期要在开始日期当天或之后。')).toBeVisible()
  await dialog.getByLabel('结束日期').fill('2027-11-12')
  // What was switched off is still there when it is switched on again.
  await dialog.getByText('固定数量', { exact: true }).click()
  await dialog.getByText('按金额', { exact: true }).click()
  await expect(dialog.getByRole('radio', { name: '只算整份' })).toBeChecked()
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('cell').getByText(/2027 年 11 月 12 日有效/)).toBeVisible()
})

test('the policy of points is told while it is written', async ({ page }) => {
  await openRules(page)
  await page.getByText('每年固定一天过期').click()
  await page.getByRole('switch', { name: '获得后过一段时间才能使用' }).click()
  await page.getByRole('radio', { name: /只收回还不能使用的/ }).check()
  await expect(page.getByTestId('policy-sentences').getByRole('listitem')).toHaveText([
    '订单完成 7 天后积分才能使用，有效期从那时算起',
    '积分有效到获得后的第 2 个 12 月 31 日',
    '退款时只收回还不能使用的积分，已经可用的不收回',
    '加成后最多为基础积分的 3 倍',
  ])
  expect.soft(await ailments(page)).toEqual([])
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存到草稿')).toBeVisible()
})
