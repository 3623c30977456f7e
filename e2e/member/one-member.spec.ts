import { ailments, observe } from '../pages/page-health'
import { openSampleHouse, type SampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test.describe('one member', () => {
  let house: SampleHouse

  test.beforeEach(async ({ page }) => {
    await observe(page)
    house = await openSampleHouse(page, 1)
    await page.goto(`/${house.slug}/members/${await house.memberId('V001')}`)
    await expect(page.getByRole('heading', { level: 1, name: '张**' })).toBeVisible()
  })

  test('each line of the timeline opens to say why', async ({ page }) => {
    await page.getByText('订单 D-today，实付 ¥288.00').click()
    await expect(page.getByText('规则“消费积分”：条件满足，给出 345 积分。')).toBeVisible()
    await expect(page.locator('details[open]').getByText('按第 1 版方案计算')).toBeVisible()
    await page.getByText('订单 D-today 退款 ¥88.00').click()
    await expect(page.getByText(/规则“消费积分”：收回/)).toBeVisible()
    expect(await ailments(page)).toEqual([])
  })

  test('a row explains itself in a sentence, at an address that can be sent to somebody', async ({ page, context }) => {
    await page.getByText('订单 D-today，实付 ¥288.00').click()
    await page.getByRole('button', { name: /得到 345 积分（消费积分） 说明/ }).click()
    const sentence = page.getByTestId('explanation')
    await expect(sentence).toHaveText(/消费 ¥288，按「消费积分」（.*得 1 积分）.*共得 345 积分（第 1 版方案）。$/)
    const address = page.url()
    expect(address).toContain('?explain=')
    expect(await ailments(page)).toEqual([])
    // Somebody who is not signed in comes back to it.
    const guest = await (await context.browser()?.newContext())?.newPage()
    await guest?.goto(address)
    await expect(guest as NonNullable<typeof guest>).toHaveURL(/sign-in\?next=.*explain/)
    await page.keyboard.press('Escape')
    await expect(sentence).toHaveCount(0)
    expect(page.url()).not.toContain('explain=')
  })

  test('points are adjusted and spent within what is there, each with its reason', async ({ page }) => {
    const balance = async () =>
      Number(((await page.getByText('可用积分', { exact: true }).locator('..').locator('dd').textContent()) ?? '').replace(/\D/g, ''))
    const before = await balance()
    await page.getByRole('button', { name: '调整积分' }).click()
    await page.getByRole('dialog').getByLabel('数量').fill('120')
    await page.getByRole('dialog').getByLabel('原因').fill('示例活动补发')
    await page.getByRole('button', { name: '确认调整' }).click()
    await expect(page.getByText('手工增加 120 积分').first()).toBeVisible()
    await expect.poll(balance).toBe(before + 120)

    await page.getByRole('button', { name: '使用积分' }).click()
    await page.getByRole('dialog').getByLabel('使用数量').fill('999999')
    await page.getByRole('button', { name: '确认使用' }).click()
    await expect(page.getByText(`余额不够，最多可用 ${before + 120}`, { exact: false })).toBeVisible()
    await page.getByRole('dialog').getByLabel('使用数量').fill('50')
    await page.getByRole('button', { name: '确认使用' }).click()
    await expect(page.getByText('使用 50 积分', { exact: true }).first()).toBeVisible()
    await expect.poll(balance).toBe(before + 70)
    await page.getByText('手工增加 120 积分').first().click()
    await expect(page.getByText('原因：示例活动补发')).toBeVisible()
    // What was refused is part of the story.
    await page.getByText('未接受：使用积分').click()
    await expect(page.locator('details[open]').getByText(/余额不够/)).toBeVisible()
  })

  test('the full phone is shown for a reason, which the timeline keeps', async ({ page }) => {
    await page.getByRole('button', { name: '查看完整信息' }).click()
    await page.getByRole('button', { name: '查看', exact: true }).click()
    await expect(page.getByText('请写明原因。')).toBeVisible()
    await page.getByLabel('为什么要看').fill('示例回访')
    await page.getByRole('button', { name: '查看', exact: true }).click()
    await expect(page.getByText('13800001231')).toBeVisible()
    await page.getByRole('button', { name: '用完，隐藏' }).click()
    await expect(page.getByText('13800001231')).toHaveCount(0)
    await page.getByText('查看了完整姓名和手机号').click()
    await expect(page.getByText('原因：示例回访')).toBeVisible()
  })
})
