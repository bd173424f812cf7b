import type { Page } from 'playwright-core'

/** Lets a page try something; whether it throws there is nothing to count. */
export async function tried(page: Page, attempt: () => unknown): Promise<void> {
  await Promise.race([
    page.evaluate(attempt).catch(() => {}),
    new Promise((resolve) => setTimeout(resolve, 3000)),
  ])
}
