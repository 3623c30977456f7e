import { openMerchant } from '../pages/console'
import { ailments, observe } from '../pages/page-health'
import { callFrom } from '../pages/sample-house'
import { expect, test } from '../pages/test'

const leaf = { fact: 'member.category_spend', operator: 'gte', value: 30_000, category: '咖啡', window: { kind: 'rolling_days', days: 90 } }

test.describe('in English, in one hand', () => {
  test.use({ locale: 'en-GB', colorScheme: 'dark' })

  test('the deepest condition fits a narrow screen', async ({ page }) => {
    await observe(page)
    const { slug } = await openMerchant(page)
    await callFrom(page, slug, 'program.applyTemplate', { template: 'blank' })
    const when = { all: [leaf, { any: [leaf, { all: [leaf, { any: [leaf, { ...leaf, operator: 'lt' }] }] }] }] }
    const spec = { trigger: 'order.paid', when, reward: { kind: 'flat', points: 5 } }
    await callFrom(page, slug, 'points.createRule', { name: '深', enabled: true, spec })
    await page.goto(`/${slug}/program/points`)
    await page.getByRole('button', { name: 'Edit' }).first().click()
    const deepest = page.getByRole('dialog').getByLabel('Condition 5: Value')
    await deepest.scrollIntoViewIfNeeded()
    await expect(deepest).toBeVisible()
    expect.soft(await ailments(page)).toEqual([])
    const beyond = await page.getByRole('dialog').evaluate((dialog) => {
      const body = dialog.querySelector('.ant-drawer-body') ?? dialog
      return body.scrollWidth - body.clientWidth
    })
    expect(beyond, 'nothing scrolls sideways').toBeLessThanOrEqual(0)
  })
})
