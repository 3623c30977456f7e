import { openMerchant } from '../pages/console'
import { ailments, observe } from '../pages/page-health'
import { callFrom } from '../pages/sample-house'
import { expect, test } from '../pages/test'

for (const [width, height] of [
  [1280, 800],
  [360, 740],
] as const) {
  test(`what cannot work is told before publishing, with the way out, at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    await observe(page)
    const { slug } = await openMerchant(page, 'ecommerce')
    const call = (procedure: string, input: unknown) => callFrom(page, slug, procedure, input)
    await call('program.applyTemplate', { template: 'ecommerce' })
    // Points that exchange themselves at 100 never come to a tier that asks for more.
    const [ladder] = (await callFrom(page, slug, 'ladder.list', undefined, true)) as unknown as {
      id: string
      name: string
      revision: number
    }[]
    const spec = { measure: 'points_balance', window: { kind: 'lifetime' }, validity: { kind: 'none' }, falls: 'at_once' }
    await call('ladder.update', { ladderId: ladder?.id, name: ladder?.name, revision: ladder?.revision, spec })
    const { policy, revision } = (await callFrom(page, slug, 'points.policy', undefined, true)) as { policy: object; revision: number }
    await call('points.updatePolicy', { revision, policy: { ...policy, autoRedeem: { at: 100, reward: '示例咖啡券' } } })
    const rule = { trigger: 'member.checked_in', reward: { kind: 'flat', points: 50 }, caps: { perMonth: 20 } }
    await call('points.createRule', { name: '示例签到礼', enabled: true, spec: rule })

    await page.goto(`/${slug}/program`)
    const section = page.locator('section').filter({ has: page.getByRole('heading', { name: '需要留意的地方' }) })
    const trap = section.getByRole('listitem').filter({ hasText: '积分满 100 就自动兑换' }).first()
    await expect(trap).toContainText('要改')
    await expect(trap).toContainText('没有人能升到这一级')
    await expect(section.getByRole('listitem').filter({ hasText: '示例签到礼' })).toContainText('一次要给 50，但每月最多 20')
    await expect(page.getByRole('button', { name: '发布', exact: true })).toBeDisabled()
    expect(await ailments(page)).toEqual([])
    await section.scrollIntoViewIfNeeded()
    await test.info().attach(`problems-${width}`, { body: await page.screenshot(), contentType: 'image/png' })

    await trap.getByRole('link').click()
    await page.waitForURL('**/program/tiers')
    await call('points.updatePolicy', { revision: revision + 1, policy })
    await page.goto(`/${slug}/program`)
    await expect(section.getByRole('listitem').filter({ hasText: '示例签到礼' })).toBeVisible()
    await expect(trap).toHaveCount(0)
    await expect(page.getByRole('button', { name: '发布', exact: true })).toBeEnabled()
  })
}
