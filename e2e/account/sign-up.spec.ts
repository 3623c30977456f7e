import { randomBytes } from 'node:crypto'
import { Console } from '../pages/console'
import { SignInPage } from '../pages/sign-in-page'
import { SignUpPage } from '../pages/sign-up-page'
import { expect, test } from '../pages/test'

const draft = () => {
  const mark = randomBytes(6).toString('hex')
  return { merchantName: `示例茶饮 ${mark}`, email: `boss-${mark}@example.com`, password: `quiet-otter-${mark}`, industry: '餐饮' }
}

test('a merchant signs up, leaves and comes back', async ({ page }) => {
  const signUp = new SignUpPage(page)
  const wanted = draft()
  await signUp.open()
  const slug = await signUp.signUp(wanted)
  const merchant = new Console(page, slug)
  await expect(merchant.menu).toBeVisible()

  const cookies = await page.context().cookies()
  await merchant.signOut()
  await page.context().addCookies(cookies)
  await merchant.open('/settings')
  await expect(page, 'a cookie copied before signing out opens nothing').toHaveURL(/\/sign-in\?next=/)

  const signIn = new SignInPage(page)
  await signIn.signIn(wanted.email, 'not the password')
  await expect(signIn.trouble).toHaveText('邮箱或密码不对，请再试一次。')
  await signIn.signIn(wanted.email, wanted.password)
  await expect(page, 'one comes back to the page one wanted').toHaveURL(`/${slug}/settings`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('商户')
})

test('each field says in words what it needs, and the first one takes the focus', async ({ page }) => {
  const signUp = new SignUpPage(page)
  await signUp.open()
  await signUp.email.fill('nobody')
  await signUp.password.fill('short')
  await signUp.password.blur()
  await expect(page.getByText('密码至少 10 个字符')).toBeVisible()
  await signUp.send.click()
  await expect(signUp.merchantName).toBeFocused()
  await expect(page.getByText('请填写完整的邮箱')).toBeVisible()
  await expect(page.getByText('请选择一个行业')).toBeVisible()
})

test('what was typed survives a broken line', async ({ page, watch }) => {
  watch.expectComplaint(/ERR_INTERNET_DISCONNECTED/)
  const signUp = new SignUpPage(page)
  const wanted = draft()
  await signUp.open()
  await page.context().setOffline(true)
  await signUp.merchantName.fill(wanted.merchantName)
  await signUp.email.fill(wanted.email)
  await signUp.password.fill(wanted.password)
  await page.getByLabel(wanted.industry).check()
  await signUp.send.click()
  await expect(page.locator('form').getByRole('alert')).toContainText('填写的内容都还在')
  await page.context().setOffline(false)
  await expect(signUp.merchantName).toHaveValue(wanted.merchantName)
  await signUp.send.click()
  await expect(page).toHaveURL(/\/program/)
})

test('the whole way works with the keyboard alone', async ({ page }) => {
  const signUp = new SignUpPage(page)
  const wanted = draft()
  await signUp.open()
  await signUp.merchantName.focus()
  await page.keyboard.type(wanted.merchantName)
  await page.keyboard.press('Tab')
  await page.keyboard.type(wanted.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(wanted.password)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/program/)
})
