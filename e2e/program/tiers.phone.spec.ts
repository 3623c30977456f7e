import { ailments, observe } from '../pages/page-health'
import { openSampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' })

  test('tiers, their chart and their record fit a narrow screen, and a line follows the finger', async ({ page }) => {
    await observe(page)
    const { slug } = await openSampleHouse(page, 12)
    await page.goto(`/${slug}/program/tiers`)
    const top = page.getByRole('slider').last()
    await expect(top).toBeVisible()
    await top.scrollIntoViewIfNeeded()
    const before = Number(await top.getAttribute('aria-valuenow'))
    const knob = await top.locator('circle').last().boundingBox()
    if (!knob) throw new Error('the line has a handle')
    const [x, y] = [knob.x + knob.width / 2, knob.y + knob.height / 2]
    const client = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at: number) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: at, y }] })
    await touch('touchStart', x)
    await touch('touchMove', x - 12)
    await touch('touchMove', x - 30)
    await touch('touchEnd', x - 30)
    await expect.poll(async () => Number(await top.getAttribute('aria-valuenow'))).toBeLessThan(before)
    expect.soft(await ailments(page)).toEqual([])

    await page.goto(`/${slug}/program/tiers/changes`)
    await expect(page.getByRole('region', { name: '变更记录' })).toBeVisible()
    expect(await ailments(page)).toEqual([])
  })
})
