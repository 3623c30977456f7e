import { randomBytes } from 'node:crypto'
import type { BrowserContext } from '@playwright/test'
import { SignUpPage } from '../pages/sign-up-page'
import { expect, test } from '../pages/test'

/** Counts what a person does, as the browser sees it: each real click, and each field that was typed into. */
async function countEffort(context: BrowserContext) {
  const effort = { clicks: 0, fields: new Set<string>() }
  await context.exposeBinding('effortOfTheTest', (_source, kind: string, field: string) => {
    if (kind === 'click') effort.clicks += 1
    else effort.fields.add(field)
  })
  await context.addInitScript(() => {
    const tell = (globalThis as unknown as { effortOfTheTest: (kind: string, field: string) => void }).effortOfTheTest
    // A label's click comes twice, the second time on its control: only the one with a pointer behind it counts.
    document.addEventListener('pointerdown', (event) => event.isTrusted && tell('click', ''), true)
    document.addEventListener(
      'input',
      ({ target, isTrusted }) => {
        if (!isTrusted || !(target instanceof HTMLInputElement)) return
        if (!['radio', 'checkbox', 'color'].includes(target.type)) tell('typed', `${location.pathname} ${target.id || target.name}`)
      },
      true,
    )
  })
  return effort
}

test('first value: from nothing to the points of a test order in at most 15 clicks and 6 typed fields', async ({ page, context }) => {
  const since = Date.now()
  const effort = await countEffort(context)
  const mark = randomBytes(6).toString('hex')
  const signUp = new SignUpPage(page)
  await signUp.open()
  await signUp.merchantName.click()
  await page.keyboard.type(`示例奶茶店 ${mark}`)
  await signUp.email.click()
  await page.keyboard.type(`tea-${mark}@example.com`)
  await signUp.password.click()
  await page.keyboard.type(`quiet-otter-${mark}`)
  await page.getByText('餐饮', { exact: false }).first().click()
  await signUp.send.click()

  await page.getByRole('button', { name: '使用这个方案：餐饮茶饮' }).click()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByRole('button', { name: '确认发布' }).click()
  await expect(page.getByText('第 1 版已发布')).toBeVisible()
  await page.getByRole('link', { name: '用示例订单试一试' }).click()

  const amount = page.getByLabel('实付金额')
  await amount.click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('300')
  await expect(page.getByTestId('try-points')).toHaveText(/^(300|600) 积分$/)
  await expect(page.getByText(/^条件满足，给出/).first()).toBeVisible()
  await expect(page.getByText('这条规则不看这类事件。').first()).toBeVisible()

  expect(effort.clicks, 'clicks').toBeGreaterThan(5)
  expect(effort.clicks, 'clicks').toBeLessThanOrEqual(15)
  expect(effort.fields.size, 'typed fields').toBe(4)
  expect(Date.now() - since, 'a machine is quick; a person has five minutes').toBeLessThan(60_000)
})
