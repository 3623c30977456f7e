import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { realOrdersProgram } from '../../db/testing/real-orders'
import { sharedData } from '../../db/testing/shared-data'
import { openMerchant } from '../pages/console'
import { ImportPage } from '../pages/import-page'
import { callFrom } from '../pages/sample-house'
import { expect, test } from '../pages/test'

const members = sharedData('members_2010_2011.csv')
const orders = sharedData('orders_2010_2011.csv.gz')
const truthFile = sharedData('truth.json')

test.skip(!members || !orders || !truthFile, 'the real orders are not beside the repository')

/** A merchant in London, in pounds, under the program whose figures are known. */
async function openShop(page: Page) {
  const { slug } = await openMerchant(page, 'retail')
  const call = (procedure: string, input: unknown) => callFrom(page, slug, procedure, input)
  const ask = (procedure: string, input?: unknown) => callFrom(page, slug, procedure, input, true)
  const { locked: _locked, slug: _slug, industry: _industry, ...settings } = await ask('tenant.get')
  await call('tenant.update', { ...settings, currency: 'GBP', timeZone: 'Europe/London' })
  expect(await call('program.importFile', { document: realOrdersProgram })).toMatchObject({ imported: true })
  await call('program.publish', { note: '' })
  return { slug, ask }
}

test('members and orders come in through the page and come out exactly', async ({ page }) => {
  test.setTimeout(240_000)
  const truth = JSON.parse(readFileSync(truthFile ?? '', 'utf8')).online_retail_2010_2011
  const { slug, ask } = await openShop(page)
  const importing = new ImportPage(page, slug)

  await importing.upload('会员', members ?? '')
  await importing.tryOut()
  await expect(importing.found('newMembers')).toHaveText('4,372')
  await importing.start()
  await importing.finished()
  await expect(importing.counted('membersNew')).toHaveText('4,372')

  await importing.upload('订单', orders ?? '')
  await importing.tryOut()
  await expect(importing.found('orders')).toHaveText('18,532')
  await expect(importing.found('refunds')).toHaveText('3,654')
  await expect(importing.found('rounded')).toHaveText('4')
  await expect(importing.found('refused')).toHaveText('0')
  await importing.start()
  // The page may be closed and opened again meanwhile.
  const address = page.url()
  await importing.open()
  await page.goto(address)
  await importing.finished(180_000)
  await expect(importing.counted('orders')).toHaveText('18,532')
  await expect(importing.counted('refunds')).toHaveText('3,654')
  await expect(importing.counted('refused')).toHaveText('0')

  const totals = await ask('report.totals')
  expect(totals).toMatchObject({
    members: 4372,
    orders: 18532,
    refunds: 3654,
    pointsIssued: truth.points_A_issued,
    pointsReversed: truth.points_A_reversed,
  })
  expect(Math.abs(Number(totals.net) - Number(truth.net) * 100)).toBeLessThanOrEqual(2)

  // The worker lets time pass behind the import.
  const tiers = async () => {
    const { tiers } = (await ask('report.tiersAsOf', { date: '2011-12-10' })) as { tiers: { code: string; count: number }[] }
    return Object.fromEntries(tiers.map((tier) => [tier.code, tier.count]))
  }
  await expect.poll(tiers, { timeout: 60_000, intervals: [1_000] }).toEqual(truth.tiers_r365_net)
})
