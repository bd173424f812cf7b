import { faults } from './axe.ts'
import type { User } from './userLoop.ts'

const SIZES = [
  { width: 1366, height: 768 },
  { width: 2560, height: 1440 },
]

/**
 * Photographs what is on the screen in both themes, on a small screen and on a large one; leaves it dark and small. Returns
 * what axe finds wrong with it.
 */
export async function everyLook(user: User, what: string): Promise<string[]> {
  const { page } = user
  const wear = (theme: string) =>
    page.evaluate(
      (wanted) => document.documentElement.setAttribute('data-mantine-color-scheme', wanted),
      theme,
    )
  const found: string[] = []
  for (const theme of ['light', 'dark']) {
    await wear(theme)
    for (const size of [...SIZES].reverse()) {
      await page.setViewportSize(size)
      await user.photograph(`${what}-${theme}-${size.width}`)
    }
    found.push(...(await faults(page)))
  }
  return found
}
