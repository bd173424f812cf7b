import type { Page } from 'playwright-core'
import { type Language, languages } from '../../src/renderer/app/texts.ts'

/** What the button of the language is called: by the language in use. */
const IN_USE = new RegExp(
  `^(${Object.values(languages)
    .map(({ name }) => name)
    .join('|')})$`,
)

/** Chooses a language in the window's menu; the window speaks it then, as its `lang` says. */
export async function speaks(page: Page, language: Language): Promise<void> {
  await page.getByRole('button', { name: IN_USE }).click()
  await page.getByRole('menuitemradio', { name: languages[language].name, exact: true }).click()
  await page.locator(`html[lang="${language}"]`).waitFor()
  await page.getByRole('menu').waitFor({ state: 'hidden' })
}
