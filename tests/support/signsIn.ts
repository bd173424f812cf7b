import type { Page } from 'playwright-core'
import { PASSWORD } from './department.ts'

/** Signs somebody in on a page of a department's server. */
export async function signsIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').waitFor()
}
