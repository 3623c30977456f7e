import { randomBytes } from 'node:crypto'
import { Console, openMerchant } from '../pages/console'
import { alive } from '../pages/page-health'
import { TeamPage } from '../pages/team-page'
import { expect, test } from '../pages/test'

test('a colleague joins by a link that works once, and sees what the role may use', async ({ page, browser, baseURL }) => {
  const owner = await openMerchant(page)
  const team = new TeamPage(page)
  await team.open(owner.slug)
  const email = `colleague-${randomBytes(6).toString('hex')}@example.com`
  const link = await team.invite(email, '运营')
  await expect(page.getByRole('row').filter({ hasText: email })).toContainText('运营')

  const elsewhere = await browser.newContext({ locale: 'zh-CN', baseURL })
  const theirs = await elsewhere.newPage()
  await theirs.goto(link)
  await alive(theirs)
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText(`加入 ${owner.merchantName}`)
  await theirs.getByLabel('你的姓名').fill('示例同事')
  await theirs.getByLabel('密码', { exact: true }).fill(`quiet-heron-${randomBytes(6).toString('hex')}`)
  await theirs.getByRole('button', { name: '接受邀请' }).click()
  await theirs.waitForURL(`**/${owner.slug}`)
  const { menu } = new Console(theirs, owner.slug)
  await expect(menu.getByRole('link', { name: '会员列表' })).toBeVisible()
  await expect(menu.getByRole('link', { name: '团队' }), 'only an owner manages the team').toHaveCount(0)
  await theirs.goto(`/${owner.slug}/settings/team`)
  await expect(theirs.getByText('没有找到这个页面')).toBeVisible()

  await theirs.context().clearCookies()
  await theirs.goto(link)
  await expect(theirs.getByText('这个邀请链接已失效')).toBeVisible()
  await elsewhere.close()

  await page.reload()
  await expect(page.getByRole('row').filter({ hasText: '示例同事' })).toContainText(email)
})

test('a store manager needs a store', async ({ page }) => {
  const owner = await openMerchant(page)
  const team = new TeamPage(page)
  await team.open(owner.slug)
  await page.getByRole('button', { name: '邀请同事' }).first().click()
  await team.drawer.getByLabel('邮箱').fill('manager@example.com')
  await team.drawer.getByRole('radio', { name: '店长' }).check()
  await team.drawer.getByRole('button', { name: '生成邀请链接' }).click()
  await expect(team.drawer.getByText('请为店长选择至少一家门店')).toBeVisible()
})
