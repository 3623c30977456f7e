import { pickEntry, still } from '../pages/choices'
import { openMerchant } from '../pages/console'
import { ailments, observe } from '../pages/page-health'
import { expect, test } from '../pages/test'

for (const [colorScheme, width, reducedMotion] of [
  ['light', 1280, 'no-preference'],
  ['dark', 360, 'reduce'],
] as const) {
  test.describe(`${colorScheme}, ${width} pixels`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion }, viewport: { width, height: 740 } })

    test('whoever reads the audit log chooses its columns and how close its lines stand', async ({ page }) => {
      await observe(page)
      const { slug } = await openMerchant(page)
      await page.goto(`/${slug}/settings/audit`)
      const address = page.getByRole('columnheader', { name: '来源地址' })
      await expect(address).toBeVisible()

      await pickEntry(page.getByRole('button', { name: '密度' }), '紧凑')
      await expect(page.locator('.ant-table-small')).toBeVisible()

      await page.getByRole('button', { name: '列设置' }).press('Enter')
      const choice = page.getByRole('tooltip').filter({ hasText: '列展示' })
      await expect(choice).toBeVisible()
      await still(choice)
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
