import { openMerchant } from '../pages/console'
import { ailments, observe } from '../pages/page-health'
import { expect, test } from '../pages/test'

for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 360],
] as const) {
  test.describe(`${colorScheme}, ${width} pixels`, () => {
    test.use({ colorScheme, viewport: { width, height: 740 } })

    test('whoever reads the audit log chooses its columns and how close its lines stand', async ({ page }) => {
      await observe(page)
      const { slug } = await openMerchant(page)
      await page.goto(`/${slug}/settings/audit`)
      const address = page.getByRole('columnheader', { name: '来源地址' })
      await expect(address).toBeVisible()

      await page.getByRole('button', { name: '密度' }).press('Enter')
      await page.getByRole('menuitem', { name: '紧凑' }).click()
      await expect(page.locator('.ant-table-small')).toBeVisible()
      await expect(page.getByRole('menuitem', { name: '紧凑' })).toBeHidden()

      await page.getByRole('button', { name: '列设置' }).press('Enter')
      const choice = page.getByRole('tooltip').filter({ hasText: '列展示' })
      await expect(choice).toBeVisible()
      expect(await ailments(page)).toEqual([])
      await choice.locator('.ant-tree-treenode', { hasText: '来源地址' }).locator('.ant-tree-checkbox').click()
      await expect(address).toBeHidden()

      await page.reload()
      await expect(page.getByRole('columnheader', { name: '操作人' })).toBeVisible()
      await expect(address).toBeHidden()
      expect(await ailments(page)).toEqual([])
    })
  })
}
