import type { Locator, Page } from '@playwright/test'
import { pick, pickEntry } from '../pages/choices'
import { openMerchant } from '../pages/console'
import { ailments, observe } from '../pages/page-health'
import { callFrom, openSampleHouse } from '../pages/sample-house'
import { expect, test } from '../pages/test'

const list = (page: Page): Locator => page.getByRole('region', { name: '等级列表' })

/** The tiers as the list has them: name and threshold, lowest first. */
const rows = async (page: Page): Promise<string[]> =>
  (await list(page).locator('tbody tr[data-row-key]').allInnerTexts()).map((text) =>
    text.split(/\s+/).filter(Boolean).slice(0, 2).join(' '),
  )

test('tiers are put in order by dragging and by buttons: thresholds stay, tiers change places', async ({ page }) => {
  await observe(page)
  const { slug } = await openMerchant(page, 'retail')
  await callFrom(page, slug, 'program.applyTemplate', { template: 'retail' })
  await page.goto(`/${slug}/program/tiers`)
  await expect.poll(() => rows(page)).toEqual(['新用户 0', '活跃 3', '忠实 10'])

  const handle = list(page).getByRole('button', { name: '拖动「忠实」' })
  // The list shows the new order before the server has it; what comes next begins when it has.
  const kept = async (act: () => Promise<void>) => {
    const answer = page.waitForResponse((one) => one.url().includes('ladder.reorderTiers'))
    await act()
    await answer
    await expect(handle).toBeEnabled()
  }
  await kept(() => list(page).getByRole('button', { name: '把「忠实」降低一级' }).click())
  await expect.poll(() => rows(page)).toEqual(['新用户 0', '忠实 3', '活跃 10'])

  const target = list(page).getByRole('button', { name: '拖动「活跃」' })
  const [from, to] = [await handle.boundingBox(), await target.boundingBox()]
  if (!from || !to) throw new Error('the handles are on the page')
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(from.x + from.width / 2, from.y + 20, { steps: 4 })
  await page.mouse.move(to.x + to.width / 2, to.y + to.height, { steps: 8 })
  await kept(() => page.mouse.up())
  await expect.poll(() => rows(page)).toEqual(['新用户 0', '活跃 3', '忠实 10'])

  await handle.press('Space')
  await expect(page.getByText('「忠实」移到第 3 位。')).toBeAttached()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByText('「忠实」移到第 2 位。')).toBeAttached()
  await kept(() => page.keyboard.press('Space'))
  await expect.poll(() => rows(page), 'the same by keys').toEqual(['新用户 0', '忠实 3', '活跃 10'])
  await expect(handle, 'the keyboard stays where it was').toBeFocused()
  await page.reload()
  await expect.poll(() => rows(page)).toEqual(['新用户 0', '忠实 3', '活跃 10'])
  expect(await ailments(page)).toEqual([])
})

test('thresholds are moved on the chart by keys and typed below it, and go to the draft together', async ({ page }) => {
  await observe(page)
  const { slug } = await openSampleHouse(page, 12)
  await page.goto(`/${slug}/program/tiers`)
  const sliders = page.getByRole('slider')
  await expect(sliders.first()).toBeVisible()
  const top = sliders.last()
  const name = (await top.getAttribute('aria-label')) ?? ''
  const now = async () => Number(await top.getAttribute('aria-valuenow'))
  const before = await now()
  await top.focus()
  await page.keyboard.press('ArrowRight')
  expect(await now()).toBeGreaterThan(before)
  await page.keyboard.press('PageUp')
  const far = await now()
  expect(far).toBeGreaterThan(before + 1)
  await expect(top).toHaveAttribute('aria-valuetext', /会有 \d+ 位会员/)
  await page.keyboard.press('Home')
  expect(await now(), 'no further than its neighbour').toBe(Number(await top.getAttribute('aria-valuemin')))

  const typed = page.getByRole('spinbutton', { name })
  await typed.fill('99')
  await typed.blur()
  expect(await now(), 'the line follows what is typed').not.toBe(before)
  const apply = page.getByRole('button', { name: '应用到草稿' })
  await page.getByRole('button', { name: '还原' }).click()
  await expect(apply).toBeDisabled()
  expect(await now()).toBe(before)

  await top.focus()
  await page.keyboard.press('PageUp')
  const chosen = await now()
  await apply.click()
  await expect(page.getByText('门槛已保存到草稿')).toBeVisible()
  await page.reload()
  await expect(sliders.last()).toHaveAttribute('aria-valuenow', String(chosen))
  expect(await ailments(page)).toEqual([])
})

test('a ladder is written without code: by what, how long, what keeps it; a second one beside it', async ({ page }) => {
  await observe(page)
  const { slug } = await openMerchant(page, 'retail')
  await callFrom(page, slug, 'program.applyTemplate', { template: 'retail' })
  await page.goto(`/${slug}/program/tiers`)
  await page.getByRole('radio', { name: '保留若干个月' }).check()
  await page.getByRole('switch', { name: '保级看别的数据' }).click()
  await page.getByLabel('宽限天数').fill('15')
  await page.getByLabel('宽限天数').blur()
  const sentence =
    '按近 365 天订单数定级，达到门槛立即升级；等级保留 12 个月，到期按当时的数据重新评定，另有 15 天宽限；保级看近 365 天订单数'
  await expect(page.getByText(sentence)).toBeVisible()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('已保存到草稿')).toBeVisible()

  await page.getByRole('button', { name: '添加等级体系' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('名称').fill('储值卡')
  await drawer.getByRole('button', { name: '添加', exact: true }).click()
  await expect(page.getByRole('heading', { level: 2, name: '储值卡' })).toBeVisible()
  await expect.poll(() => rows(page)).toEqual(['普通会员 0'])

  await page.getByRole('button', { name: '添加等级', exact: true }).click()
  await drawer.getByLabel('等级名称').fill('贵宾')
  await drawer.getByRole('radio', { name: '仅手工授予' }).check()
  await drawer.getByRole('button', { name: '保存', exact: true }).click()
  await expect.poll(() => rows(page)).toEqual(['普通会员 0', '贵宾 仅手工'])

  await pickEntry(page.getByRole('button', { name: '更多' }), '删除这个等级体系')
  await expect(page.getByRole('dialog').getByText('它的 2 个等级和成长值规则会从草稿里一起删除。')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
  await expect(page.getByRole('heading', { level: 2, name: '储值卡' })).toBeHidden()
  await page.reload()
  await expect(page.getByText(sentence)).toBeVisible()
  expect(await ailments(page)).toEqual([])
})

test('the record of changes says who moved, when and why, and its address carries what it is narrowed to', async ({ page }) => {
  await observe(page)
  const { slug } = await openSampleHouse(page, 12)
  await page.goto(`/${slug}/program/tiers`)
  await page.getByRole('link', { name: '变更记录' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('等级变更记录')
  const table = page.getByRole('region', { name: '变更记录' })
  await expect(table.getByText('升级').first()).toBeVisible()
  await expect(table.getByText(/达到 .+ 的门槛/).first()).toBeVisible()
  await pick(page.getByLabel('原因').first(), '手工调整')
  await expect(page).toHaveURL(/reason=by_hand/)
  await expect(table).toBeHidden()
  await page.goto(`/${slug}/program/tiers/changes?reason=reached`)
  await expect(table.getByText('升级').first()).toBeVisible()
  expect(await ailments(page)).toEqual([])
})
