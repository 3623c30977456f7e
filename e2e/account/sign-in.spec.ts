import { expect, test } from '../pages/test'

test('a visitor is led to sign in, in Chinese, by a page that the browser has nothing to say against', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page.getByRole('button', { name: '登录' })).toBeVisible()
})
