import { openMerchant } from '../pages/console'
import { ailments, observe } from '../pages/page-health'
import { callFrom } from '../pages/sample-house'
import { expect, test } from '../pages/test'

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

test('each gain and loss of growth is listed, narrowed in the address, and leads to its member', async ({ page }) => {
  await observe(page)
  const { slug } = await openMerchant(page, 'gym')
  await callFrom(page, slug, 'program.applyTemplate', { template: 'gym' })
  await callFrom(page, slug, 'program.publish', { note: '' })
  await page.goto(`/${slug}/program/growth/ledger`)
  await expect(page.getByText('还没有成长值记录')).toBeVisible()

  const { locked: _locked, slug: _slug, industry: _industry, ...settings } = await callFrom(page, slug, 'tenant.get', undefined, true)
  await callFrom(page, slug, 'tenant.update', { ...settings, enrolsUnknown: true })
  const { key } = (await callFrom(page, slug, 'key.create', { name: '示例收银', scopes: ['events:write'] })) as { key: string }
  const events = [
    { type: 'member.registered', event_id: 'r1', member: 'V001', occurred_at: daysAgo(40) },
    { type: 'order.paid', event_id: 'o1', order_no: 'D1', member: 'V001', occurred_at: daysAgo(20), amount: 30_000 },
    { type: 'order.refunded', event_id: 't1', refund_no: 'T1', order_no: 'D1', member: 'V001', occurred_at: daysAgo(10), amount: 10_000 },
  ]
  const answer = await page.request.post('/api/v1/events', { headers: { authorization: `Bearer ${key}` }, data: { events } })
  expect((await answer.json()).summary).toMatchObject({ applied: 3 })

  await page.goto(`/${slug}/program/growth`)
  await page.getByRole('link', { name: '查看明细' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('成长值明细')
  await expect(page.getByRole('row', { name: /V001.*\+.*订单支付 · 订单 D1/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /V001.*−.*退款/ })).toBeVisible()
  expect.soft(await ailments(page)).toEqual([])
  const totals = await page.getByTestId('growth-totals').textContent()

  await page.getByLabel('从', { exact: true }).fill(daysAgo(12).slice(0, 10))
  await expect(page.getByRole('row', { name: /订单 D1/ })).toHaveCount(1)
  await expect(page).toHaveURL(/from=/)
  await expect(page.getByTestId('growth-totals')).not.toHaveText(totals ?? '')
  await page.reload()
  await expect(page.getByRole('row', { name: /退款/ })).toBeVisible()
  await page.getByRole('link', { name: 'V001' }).click()
  await expect(page).toHaveURL(/\/members\//)
})
