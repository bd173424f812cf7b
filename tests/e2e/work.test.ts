import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faintPlaceholders, faults } from '../support/axe.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { me } from '../support/me.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { User } from '../support/userLoop.ts'
import { CHINESE, LONG, makeWorkStudy } from '../support/workStudy.ts'

const place = temporaryFolder()
const SMALL = { width: 1366, height: 768 }
const LARGE = { width: 2560, height: 1440 }

describe.skipIf(!hasBuild || !hasChromium)('work that is shared out', { timeout: 120_000 }, () => {
  let opened: AppWindow
  let page: Page
  let user: User

  beforeAll(async () => {
    await makeWorkStudy(place.path)
    opened = await openWindow(place.path)
    page = opened.page
    page.setDefaultTimeout(6000)
    user = new User(page, 'work')
    await page.setViewportSize(SMALL)
    await user.opensStudy(join(place.path, 'study'))
  })
  afterAll(async () => {
    expect(opened.complaints).toEqual([])
    await opened.close()
    place.remove()
  })

  const card = (list: string) => page.locator(`.work-card[data-list="${list}"]`)
  const countOf = (list: string) => card(list).locator('.big').textContent()
  const rowOf = (patient: string) => page.locator('.work-row[data-examination]', { hasText: patient })
  const stage = () => page.locator('[data-testid="frame-stage"]').getAttribute('data-stage')
  const changesTheme = async () => {
    await page.getByRole('button', { name: 'Light or dark' }).click()
    await page.mouse.move(700, 5)
    await page.getByRole('tooltip').waitFor({ state: 'detached' })
  }
  /** Large and small, as it is. */
  const sizes = async (what: string) => {
    for (const size of [LARGE, SMALL]) {
      await page.setViewportSize(size)
      await user.photograph(`${what}-${size.width}`)
    }
    expect(await faults(page)).toEqual([])
    expect(await faintPlaceholders(page)).toEqual([])
  }
  /** The same dark and light; ends as it began. */
  const photographs = async (what: string) => {
    for (const theme of ['dark', 'light']) {
      await sizes(`${what}-${theme}`)
      await changesTheme()
    }
  }

  it('begins with nothing, and says what to do first', async () => {
    await user.goesTo('Review')
    await page.getByText('Share out examinations below', { exact: false }).or(card('mine')).first().waitFor()
    expect(await countOf('mine')).toBe('0')
    expect(await countOf('toReview')).toBe('2')
    expect(await countOf('toSign')).toBe('1')
    await page.getByText('Nobody has been given anything yet', { exact: false }).waitFor()
  })

  it('is shared out evenly, after a look at who would get what', async () => {
    const readers = page.getByRole('combobox', { name: 'Readers' })
    for (const name of [me.name, LONG, CHINESE]) {
      await readers.fill(name)
      await readers.press('Enter')
    }
    await page.getByLabel('Read twice, blind').fill('50')
    await page.getByLabel('Due', { exact: true }).fill('2020-01-31')
    await page.getByTestId('share-preview').waitFor()
    await user.photograph('preview')
    await page.getByRole('button', { name: 'Share out', exact: true }).click()
    await page.locator(`[data-reader="${LONG}"]`).waitFor()
    await photographs('shared')
    // What is accepted and submitted has no frame to label, and is left out.
    await rowOf('P01').getByText('nobody').waitFor()
    await rowOf('P02').getByText('Overdue since', { exact: false }).waitFor()
  })

  it('goes to somebody by name, and opens as a list', async () => {
    await rowOf('P02').click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('combobox', { name: 'Give it to' }).fill(me.name)
    await drawer.getByRole('combobox', { name: 'Give it to' }).press('Enter')
    await drawer.getByRole('combobox', { name: 'Give it to' }).press('Tab')
    await drawer.getByRole('button', { name: 'Give', exact: true }).click()
    await drawer.getByRole('button', { name: `Take it away from ${me.name}` }).waitFor()
    await user.photograph('given')
    for (const other of [LONG, CHINESE]) {
      const takes = drawer.getByRole('button', { name: `Take it away from ${other}` })
      if (await takes.isVisible()) await takes.click()
    }
    await drawer.getByRole('button', { name: 'Close' }).click()
    await card('mine').click()
    await page.getByTestId('stage-strip').waitFor()
    expect(await stage()).toBe('unlabelled')
  })

  it('is submitted with Done, reviewed from the list, and comes back with a reason', async () => {
    await user.goesTo('Review')
    await card('toReview').click()
    await page.getByText(`Submitted by ${CHINESE}`).waitFor()
    await photographs('to-review')
    const accepts = page.getByRole('button', { name: 'Accept', exact: true })
    await accepts.waitFor()
    // While findings are gone through one by one, that has its own ways to say the same.
    await user.presses('Shift+V')
    await page.locator('.annotate-desk[data-reviewing="true"]').waitFor()
    await accepts.waitFor({ state: 'detached' })
    await page.getByTestId('stage-strip').waitFor()
    await user.presses('Escape')
    await page.locator('.annotate-desk[data-reviewing="false"]').waitFor()
    const first = await page.locator('.annotate-top .cut').first().textContent()
    await accepts.click()
    await page.waitForFunction(
      (was) => document.querySelector('.annotate-top .cut')?.textContent !== was,
      first,
    )
    await page.getByRole('button', { name: 'Return …' }).click()
    await page
      .getByLabel('Missed', { exact: false })
      .or(page.getByLabel('A lesion is missed'))
      .first()
      .check()
    await page
      .getByLabel('In words (optional)')
      .fill('左侧声带前联合处可见小结节; look at the anterior commissure')
    await user.photograph('returns')
    await page.getByRole('button', { name: 'Return', exact: true }).click()
    await page.locator('[data-testid="frame-stage"][data-stage="returned"]').waitFor()
    await user.photograph('returned')
    await user.goesTo('Review')
    await expect.poll(() => countOf('toReview')).toBe('0')
  })

  it('shows in the library, in what a round learns from, and in what is guarded', async () => {
    await user.goesTo('Library')
    // The list that was gone through is still the filter, and empty by now.
    await page.getByRole('button', { name: 'Clear the filter' }).click()
    await page.locator('.tile').first().waitFor()
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Accepted' }).check()
    await user.photograph('filters')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('.tile').count()).toBe(3)
    await user.goesTo('Train')
    const accepted = page.getByRole('switch', { name: 'Learn from accepted labels only' })
    await page.getByText('Leaves 3 labelled frames to learn from.').waitFor()
    await accepted.scrollIntoViewIfNeeded()
    await accepted.check()
    await page.locator('[data-count="labelled"]', { hasText: '3' }).waitFor()
    await user.photograph('learns')
    await user.goesTo('Study')
    const guarded = page.getByRole('checkbox', { name: 'malignant' })
    await guarded.scrollIntoViewIfNeeded()
    expect(await guarded.isChecked()).toBe(true)
    await page.getByRole('checkbox', { name: 'benign' }).check()
    await user.photograph('guarded')
    await user.goesTo('Review')
  })

  it('is signed only after a look at what the model calls malignant', async () => {
    await rowOf('P01').click()
    const drawer = page.getByRole('dialog')
    await drawer.getByTestId('missed').waitFor()
    const signs = drawer.getByRole('button', { name: 'Sign all the same' })
    expect(await signs.isDisabled()).toBe(true)
    await sizes('guard-dark')
    await drawer.getByRole('button', { name: 'Close' }).click()
    await changesTheme()
    await rowOf('P01').click()
    await drawer.getByTestId('missed').waitFor()
    await sizes('guard-light')
    await drawer.getByRole('button', { name: 'Close' }).click()
    await changesTheme()
    await rowOf('P01').click()
    await drawer.getByRole('button', { name: /the model sees malignant/ }).click()
    await page.locator('[data-testid="stage"][data-frame="2"]').waitFor()
    await user.goesTo('Review')
    await rowOf('P01').click()
    await drawer.getByLabel('Why it is signed all the same').fill('a reflex of the lamp')
    await signs.click()
    await drawer.getByText('Signed by', { exact: false }).waitFor()
    await drawer.getByRole('button', { name: 'Close' }).click()
    await rowOf('P01').click()
    await user.photograph('signed')
    await drawer.getByRole('button', { name: 'Show its frames' }).click()
    await page.locator('.tile').first().click()
    await page.getByText('has signed this examination', { exact: false }).first().waitFor()
    expect(await page.getByRole('button', { name: 'Done', exact: true }).isDisabled()).toBe(true)
    await photographs('locked')
  })
})
