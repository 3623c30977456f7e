import { randomBytes } from 'node:crypto'
import { agree } from '../pages/choices'
import { ailments, alive, observe } from '../pages/page-health'
import { openSampleHouse } from '../pages/sample-house'
import { TeamPage } from '../pages/team-page'
import { expect, test } from '../pages/test'

test('where a colleague has to agree, nobody approves their own; the colleague sends it back once and approves it then', async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000)
  await observe(page)
  const house = await openSampleHouse(page, 2)
  const setting = page.getByRole('switch', { name: '活动启用前要另一位同事批准' })
  await page.goto(`/${house.slug}/settings/approval`)
  await expect(page.getByText('团队里现在只有一个人能批准', { exact: false })).toBeVisible()
  await expect(setting).toBeDisabled()
  await expect(house.call('campaign.setApproval', { approves: true })).rejects.toThrow('campaign.nobody_to_approve')

  const team = new TeamPage(page)
  await team.open(house.slug)
  const link = await team.invite(`colleague-${randomBytes(6).toString('hex')}@example.com`, '运营')
  const elsewhere = await browser.newContext({ locale: 'zh-CN', baseURL })
  const theirs = await elsewhere.newPage()
  await observe(theirs)
  await theirs.goto(link)
  await alive(theirs)
  await theirs.getByLabel('你的姓名').fill('示例同事')
  await theirs.getByLabel('密码', { exact: true }).fill(`quiet-heron-${randomBytes(6).toString('hex')}`)
  await theirs.getByRole('button', { name: '接受邀请' }).click()
  await theirs.waitForURL(`**/${house.slug}`)

  await page.goto(`/${house.slug}/settings/approval`)
  await setting.click()
  await expect(setting).toBeChecked()
  expect(await ailments(page)).toEqual([])
  await theirs.goto(`/${house.slug}/settings/approval`)
  await expect(theirs.getByText('这个设置由店主修改。')).toBeVisible()

  await page.goto(`/${house.slug}/campaigns/new/double_points`)
  await page.getByRole('textbox', { name: '活动名称' }).fill('示例大促')
  await page.getByRole('button', { name: '提交审批' }).click()
  await agree(page, '提交审批')
  await expect(page.getByText('这是你提交或修改的，需要另一位同事来批准。')).toBeVisible()
  await expect(page.getByRole('button', { name: '批准', exact: true })).toHaveCount(0)
  expect(await ailments(page)).toEqual([])
  const address = page.url()
  const id = address.split('/').pop() ?? ''
  await expect(house.call('campaign.approve', { campaignId: id, revision: 2 })).rejects.toThrow('campaign.own_approval')

  await theirs.goto(`/${house.slug}/campaigns?state=awaiting`)
  await alive(theirs)
  await theirs.getByRole('link', { name: '示例大促' }).click()
  await expect(theirs.getByText('提交', { exact: false }).first()).toBeVisible()
  await theirs.getByRole('button', { name: '退回' }).click()
  const drawer = theirs.getByRole('dialog')
  await drawer.getByLabel('要改什么').fill('示例：请缩短一天')
  await drawer.getByRole('button', { name: '退回' }).click()
  await expect(theirs.getByText('退回了这个活动：示例：请缩短一天', { exact: false })).toBeVisible()
  expect(await ailments(theirs)).toEqual([])

  // In the list as well, the draft is sent in and not put to work.
  await page.goto(`/${house.slug}/campaigns?state=draft`)
  await expect(page.getByRole('button', { name: '提交审批：示例大促' })).toBeVisible()
  await expect(page.getByRole('button', { name: '启用：示例大促' })).toHaveCount(0)
  expect(await ailments(page)).toEqual([])
  await page.goto(`${address}/edit`)
  await page.getByRole('button', { name: '提交审批' }).click()
  await agree(page, '提交审批')
  await expect(page.getByText('等待批准')).toBeVisible()
  await theirs.goto(address)
  await alive(theirs)
  await expect(theirs.getByTestId('approval-forecast')).toBeVisible()
  await theirs.getByRole('button', { name: '批准', exact: true }).click()
  await agree(theirs, '批准')
  await expect(theirs.getByText('进行中', { exact: true })).toBeVisible()
  expect(await ailments(theirs)).toEqual([])
  await elsewhere.close()
})
