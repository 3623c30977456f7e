import { readFileSync, writeFileSync } from 'node:fs'
import { openMerchant } from '../pages/console'
import { ImportPage } from '../pages/import-page'
import { ailments, observe } from '../pages/page-health'
import { callFrom } from '../pages/sample-house'
import { expect, test } from '../pages/test'

/** 示例 members and orders as a till in China writes them: some rows cannot stand. */
const people = '会员编号,姓名,手机号\nV1,张小明,13800001234\nV2,李四,13800001235\nV3,王芳,123\n'
const orders = [
  '订单号,会员编号,实付金额(元),支付时间,订单类型',
  'A1,V1,128.005,2026/3/1 18:20,销售',
  'A1,V1,128.005,2026/3/1 18:20,销售',
  'A2,V9,10,2026/3/1,销售',
  '=A3,V2,十元,2026/3/1,销售',
  'R1,V1,-28,2026/3/2,退款',
].join('\n')

for (const [width, height] of [
  [1280, 800],
  [360, 740],
] as const) {
  test(`rows that cannot stand are named with their reason, at ${width} pixels`, async ({ page }, info) => {
    test.setTimeout(120_000)
    await page.setViewportSize({ width, height })
    await observe(page)
    const { slug } = await openMerchant(page)
    await callFrom(page, slug, 'program.applyTemplate', { template: 'catering' })
    await callFrom(page, slug, 'program.publish', { note: '' })
    const [peopleFile, ordersFile] = [info.outputPath('people.csv'), info.outputPath('orders.csv')]
    writeFileSync(peopleFile, people)
    writeFileSync(ordersFile, orders)
    const importing = new ImportPage(page, slug)

    await importing.upload('会员', peopleFile)
    await expect(page.getByRole('cell', { name: '138****1234' })).toBeVisible()
    await expect(page.getByText('13800001234')).toHaveCount(0)
    await importing.tryOut()
    await expect(importing.found('newMembers')).toHaveText('2')
    await expect(importing.found('refused')).toHaveText('1')
    await importing.start()
    await importing.finished()

    await importing.upload('订单', ordersFile)
    expect(await ailments(page), 'the columns').toEqual([])
    await page.getByText('只计入等级').click()
    await importing.tryOut()
    for (const [name, count] of [
      ['orders', '1'],
      ['refunds', '1'],
      ['duplicates', '1'],
      ['rounded', '1'],
      ['refused', '2'],
    ] as const) {
      await expect(importing.found(name)).toHaveText(count)
    }
    await expect(page.getByText('没有这位会员。')).toBeVisible()
    expect(await ailments(page), 'the try-out').toEqual([])
    await importing.start()
    await importing.finished()
    await expect(importing.counted('refused')).toHaveText('2')
    await expect(page.getByText('看不懂的金额：十元')).toBeVisible()
    expect(await ailments(page), 'the result').toEqual([])

    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: '下载问题清单' }).click()
    const text = readFileSync(await (await download).path(), 'utf8')
    expect(text.split('\n')[0]).toBe('\uFEFF行,列,原因')
    expect(text).toContain('4,会员编号,没有这位会员。')

    const totals = await callFrom(page, slug, 'report.totals', undefined, true)
    expect(totals).toMatchObject({ members: 2, orders: 1, refunds: 1, pointsIssued: 0, net: 12_801 - 2_800 })
  })
}
