import { expect, type Locator, type Page } from '@playwright/test'

/** Lists that were open have gone, so that the page is looked at as it stays. */
export const closed = (page: Page) =>
  expect
    .poll(() =>
      page.locator('.ant-select-dropdown').evaluateAll((lists) => lists.filter((e) => getComputedStyle(e).display !== 'none').length),
    )
    .toBe(0)

/**
 * Waits until what opens stands still, as a person's eye does. A click that is tried while it moves scrolls the page
 * behind it in search of a better place — a person cannot, that page is locked —, and what opened then jumps back to
 * its control between the press and its release.
 */
export const still = (popup: Locator): Promise<void> =>
  popup.evaluate(
    (element) =>
      new Promise<void>((stands) => {
        let before = ''
        let frames = 0
        const look = () => {
          const { x, y, width, height } = element.getBoundingClientRect()
          const now = [x, y, width, height].join(' ')
          // Before it has its place it waits far outside, to the left.
          const placed = width > 0 && height > 0 && x + width > 0
          const moves = element.closest('[class*="-appear-"], [class*="-enter-"], [class*="-leave-"]')
          frames = placed && !moves && now === before ? frames + 1 : 0
          before = now
          if (frames < 3) requestAnimationFrame(look)
          else stands()
        }
        look()
      }),
  )

/** The list that a control has open. */
export async function listOf(control: Locator): Promise<Locator> {
  await expect(control).toHaveAttribute('aria-expanded', 'true')
  const page = control.page()
  return page.locator('.ant-select-dropdown').filter({ has: page.locator(`[id="${await control.getAttribute('aria-controls')}"]`) })
}

const optionOf = (list: Locator, option: string | RegExp) =>
  list.locator('.ant-select-item-option').filter({ has: list.page().getByText(option, { exact: true }) })

/** Chooses one option with the mouse, from the list that opens. */
export async function pick(control: Locator, option: string | RegExp): Promise<void> {
  await control.click()
  const list = await listOf(control)
  await still(list)
  await optionOf(list, option).click()
  await expect(control).toHaveAttribute('aria-expanded', 'false')
  await expect(list).toBeHidden()
}

/** Chooses several options with the mouse, one after the other, from a list that stays open for them. */
export async function pickAll(control: Locator, options: readonly string[]): Promise<void> {
  await control.click()
  const list = await listOf(control)
  for (const option of options) {
    await still(list)
    await optionOf(list, option).click()
    await expect(optionOf(list, option)).toHaveClass(/-option-selected/)
  }
  await control.press('Escape')
  await expect(list).toBeHidden()
}

/** Types into a control that asks the server, and takes the one answer it then offers. */
export async function pickFound(control: Locator, typed: string): Promise<void> {
  await control.fill(typed)
  const list = await listOf(control)
  const found = list.locator('.ant-select-item-option')
  // What was offered before moves while the answer comes in.
  await expect(found).toHaveCount(1)
  await expect(found).toContainText(typed)
  await still(list)
  await found.click()
  await expect(list).toBeHidden()
}

/** Chooses as one does at a keyboard: the first letters and Enter. */
export async function pickByKeys(control: Locator, option: string): Promise<void> {
  await control.fill(option)
  const list = await listOf(control)
  await expect(list.getByRole('option', { name: option }).first()).toBeAttached()
  await control.press('Enter')
  await expect(control.locator('xpath=ancestor::*[contains(concat(" ", @class, " "), " ant-select ")]')).toContainText(option)
}

/** Takes an entry of the menu that a button opens. */
export async function pickEntry(button: Locator, entry: string): Promise<void> {
  await button.press('Enter')
  const wanted = button.page().getByRole('menuitem', { name: entry })
  await still(wanted)
  await wanted.click()
  await expect(wanted).toBeHidden()
}

/** Agrees to what a dialog asks, once it stands still. */
export async function agree(page: Page, answer: string): Promise<void> {
  const button = page.getByRole('dialog').last().getByRole('button', { name: answer, exact: true })
  await still(button)
  await button.click()
  await expect(button).toBeHidden()
}
