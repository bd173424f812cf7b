import type { Page } from 'playwright-core'

/** What the button of the language is called: by the next language in the list. */
const NEXT = /^(English|中文|Deutsch|Français)$/

/** Presses the button of the language until the window speaks the one of this code, as its `lang` says. */
export async function speaks(page: Page, language: 'en' | 'zh' | 'de' | 'fr'): Promise<void> {
  const button = page.getByRole('button', { name: NEXT })
  await button.waitFor()
  // A list longer than this is not gone through by one button.
  for (let pressed = 0; pressed < 6; pressed++) {
    if ((await page.locator('html').getAttribute('lang')) === language) return
    await button.click()
  }
  throw new Error(`no button leads to ${language}`)
}
