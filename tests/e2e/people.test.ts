import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { makeEditorStudy } from '../support/editorStudy.ts'
import { everyLook } from '../support/everyLook.ts'
import { me } from '../support/me.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { User } from '../support/userLoop.ts'

const PASSWORD = 'quiet larynx 7'
const LONG = '欧阳克明 Prof. Dr. Anna-Katharina Freifrau von Hohenfels 2'
const VIEWER = '王小明'
const place = temporaryFolder()

describe.skipIf(!hasBuild || !hasChromium)('people with accounts', { timeout: 120_000 }, () => {
  let opened: AppWindow
  let page: Page
  let user: User
  const codes = new Map<string, string>()

  beforeAll(async () => {
    await makeEditorStudy(place.path, place.path)
    opened = await openWindow(place.path)
    page = opened.page
    user = new User(page, 'people')
    await user.opensStudy(join(place.path, 'study'))
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  const fills = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text)
  const signsOut = async () => {
    await page.getByRole('button', { name: /^Signed in as/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
  }
  const signsIn = async (name: string) => {
    await fills('Name', name)
    await fills('Password', PASSWORD)
    await user.presses('Enter')
    await page.getByRole('navigation').waitFor()
  }
  const signsInByCode = async (name: string) => {
    await page.getByRole('button', { name: 'I have a code' }).click()
    await fills('Name', name)
    await fills('One-time code', codes.get(name) ?? '')
    await fills('New password', PASSWORD)
    await user.presses('Enter')
    await page.getByRole('navigation').waitFor()
  }
  const screensOffered = () => page.getByRole('navigation').locator('button').allInnerTexts()

  it('are turned on by one who becomes the engineer, and adds the others', async () => {
    await user.goesTo('Study')
    const panel = page.getByTestId('people')
    await panel.scrollIntoViewIfNeeded()
    await everyLook(user, 'off')
    await panel.getByRole('button', { name: 'Turn on accounts' }).click()
    expect(await page.getByLabel('Your name').inputValue()).toBe(me.name)
    await page.getByLabel('Your name').fill('Eva')
    await fills('New password', 'too short')
    await user.presses('Enter')
    await panel.getByText(/at least 10 characters/).waitFor()
    await everyLook(user, 'turning-on')
    await fills('New password', PASSWORD)
    await user.presses('Enter')
    await page.getByRole('button', { name: 'Signed in as Eva' }).waitFor()
    for (const [name, role] of [
      [me.name, 'Annotator'],
      [VIEWER, 'Viewer'],
      [LONG, 'Reviewer'],
    ] as const) {
      await page.getByLabel('Add somebody').fill(name)
      await page.getByRole('combobox', { name: 'Role', exact: true }).click()
      await page.getByRole('option', { name: new RegExp(`^${role}`) }).click()
      await page.getByRole('button', { name: 'Add person' }).click()
      await page.getByText(`Code for ${name}`).waitFor()
      codes.set(name, (await page.getByTestId('one-time-code').textContent()) ?? '')
    }
    await page.getByTestId('people').scrollIntoViewIfNeeded()
    await everyLook(user, 'list')
    await page.getByRole('button', { name: `What can be done about ${VIEWER}` }).click()
    await everyLook(user, 'acts')
    await user.presses('Escape')
    expect(await screensOffered()).toEqual(expect.arrayContaining(['Train', 'Models', 'Study']))
  })

  it('sign in by a code the first time, are told of a wrong password, and paint under their own name', async () => {
    await signsOut()
    expect(await page.locator('canvas').count()).toBe(0)
    await everyLook(user, 'sign-in')
    await fills('Name', 'Eva')
    await fills('Password', 'a wrong password')
    await user.presses('Enter')
    await page
      .getByRole('alert')
      .getByText(/do not belong together/)
      .waitFor()
    await everyLook(user, 'wrong-password')
    await page.getByRole('button', { name: 'I have a code' }).click()
    await everyLook(user, 'by-code')
    await page.getByRole('button', { name: 'I have a password' }).click()
    await signsInByCode(me.name)
    await user.goesTo('Annotate')
    await user.seesTheCanvas()
    await user.paints()
    expect(await screensOffered()).not.toContain('Train')
    await everyLook(user, 'annotator')
  })

  it('stay signed in when the page is loaded again', async () => {
    await page.reload()
    await user.seesTheCanvas()
    await page.getByRole('button', { name: `Signed in as ${me.name}` }).click()
    await everyLook(user, 'menu')
    await user.presses('Escape')
  })

  it('lock their window, which nothing but the password opens again', async () => {
    await page.getByRole('button', { name: /^Signed in as/ }).click()
    await page.getByRole('menuitem', { name: 'Lock' }).click()
    const cover = page.getByTestId('lock-cover')
    await cover.waitFor()
    await everyLook(user, 'locked')
    for (const key of ['Escape', 'Control+k', 'Tab', 'Escape', '?']) await user.presses(key)
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await page.getByTestId('stage').isVisible()).toBe(false)
    await page.reload()
    await cover.waitFor()
    await fills('Password', 'a wrong password')
    await user.presses('Enter')
    await cover.getByText(/do not belong together/).waitFor()
    await fills('Password', PASSWORD)
    await user.presses('Enter')
    await user.seesTheCanvas()
    expect(await cover.count()).toBe(0)
    await user.paints(0, 60)
  })

  it('who only look see frames, and nothing that they could not do', async () => {
    await signsOut()
    await signsInByCode(VIEWER)
    expect((await screensOffered()).slice(0, 4)).not.toContain('Train')
    await user.goesTo('Annotate')
    await user.seesTheCanvas()
    await page.getByText('Your role looks at frames and does not paint.').waitFor()
    await everyLook(user, 'viewer-annotate')
    await user.goesTo('Library')
    await page.locator('.tile').first().waitFor()
    await everyLook(user, 'viewer-library')
    await user.goesTo('Study')
    await everyLook(user, 'viewer-study')
  })

  it('whose window nobody touches find it locked', async () => {
    await signsOut()
    await signsIn('Eva')
    await user.goesTo('Study')
    const minutes = page.getByLabel('Lock windows nobody touches')
    await minutes.fill('0.02')
    await user.presses('Enter')
    const cover = page.getByTestId('lock-cover')
    await cover.waitFor()
    await fills('Password', PASSWORD)
    await user.presses('Enter')
    await expect.poll(() => cover.count()).toBe(0)
    await minutes.fill('0')
    await user.presses('Enter')
    await signsOut()
    expect(opened.complaints).toEqual([])
  })
})
