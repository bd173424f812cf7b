import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWindow, openWindow, type ServedApp, serveApp } from '../support/browser.ts'
import { makeEditorStudy } from '../support/editorStudy.ts'
import { startElectron } from '../support/electronApp.ts'
import { everyLook } from '../support/everyLook.ts'
import { me } from '../support/me.ts'
import { hasBuild, hasChromium, hasElectron } from '../support/places.ts'
import { speaks } from '../support/speaks.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'
import { User } from '../support/userLoop.ts'

const PASSWORD = 'quiet larynx 7'
const LONG = '欧阳克明 Prof. Dr. Anna-Katharina Freifrau von Hohenfels 2'
const VIEWER = '王小明'
const place = temporaryFolder()

async function middleOf(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.getByTestId('stage').boundingBox()
  if (!box) throw new Error('There is no canvas.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

describe.skipIf(!hasBuild || !hasChromium)('people with accounts', { timeout: 120_000 }, () => {
  let opened: AppWindow
  /** As it was started last. */
  let app: ServedApp
  let page: Page
  let user: User
  const codes = new Map<string, string>()

  beforeAll(async () => {
    await makeEditorStudy(place.path, place.path)
    opened = await openWindow(place.path)
    app = opened.app
    page = opened.page
    user = new User(page, 'people')
    await user.opensStudy(join(place.path, 'study'))
  })
  afterAll(async () => {
    await opened.close()
    await app.stop()
    place.remove()
  })

  const fills = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text)
  const signsOut = async () => {
    await page.getByRole('button', { name: /^Signed in as/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
  }
  const signsIn = async (name: string) => {
    await fills('Name', name)
    await fills('Password', PASSWORD)
    await user.presses('Enter')
    await page.getByRole('button', { name: /^Signed in as/ }).waitFor()
  }
  const signsInByCode = async (name: string) => {
    await page.getByRole('button', { name: 'I have a code' }).click()
    await fills('Name', name)
    await fills('One-time code', codes.get(name) ?? '')
    await fills('New password', PASSWORD)
    await user.presses('Enter')
    await page.getByRole('button', { name: /^Signed in as/ }).waitFor()
  }
  const screensOffered = () => page.getByRole('navigation').locator('button').allInnerTexts()

  it('are turned on by one who becomes the engineer, and adds the others', async () => {
    await user.goesTo('Study')
    const panel = page.getByTestId('people')
    await panel.scrollIntoViewIfNeeded()
    await user.photograph('off')
    await panel.getByRole('button', { name: 'Turn on accounts' }).click()
    expect(await page.getByLabel('Your name').inputValue()).toBe(me.name)
    await page.getByLabel('Your name').fill('Eva')
    await fills('New password', 'too short')
    await user.presses('Enter')
    await panel.getByText(/at least 10 characters/).waitFor()
    await user.photograph('turning-on')
    await fills('New password', PASSWORD)
    await user.presses('Enter')
    await page.getByRole('button', { name: 'Signed in as Eva' }).waitFor()
    for (const [name, role] of [
      [me.name, 'Annotator'],
      [VIEWER, 'Viewer'],
      [LONG, 'Reviewer'],
    ] as const) {
      await page.getByLabel('Add somebody').fill(name)
      const choice = page.getByRole('combobox', { name: 'Role', exact: true })
      // A list whose field is scrolled out of sight closes: there has to be room for both.
      await choice.evaluate((field) => field.scrollIntoView({ block: 'center' }))
      await choice.click()
      await page.locator('[role="option"]:visible', { hasText: new RegExp(`^${role}`) }).click()
      await page.getByRole('button', { name: 'Add person' }).click()
      await page.getByText(`Code for ${name}`).waitFor()
      codes.set(name, (await page.getByTestId('one-time-code').textContent()) ?? '')
    }
    await page.getByTestId('people').scrollIntoViewIfNeeded()
    expect(await everyLook(user, 'list')).toEqual([])
    await page.getByRole('button', { name: `What can be done about ${VIEWER}` }).click()
    await user.photograph('acts')
    await user.presses('Escape')
    expect(await screensOffered()).toEqual(expect.arrayContaining(['Train', 'Models', 'Study']))
  })

  it('sign in by a code the first time, are told of a wrong password, and paint under their own name', async () => {
    await signsOut()
    expect(await page.locator('canvas').count()).toBe(0)
    expect(await everyLook(user, 'sign-in')).toEqual([])
    await speaks(page, 'zh')
    await page.getByRole('button', { name: '登录', exact: true }).waitFor()
    expect(await everyLook(user, 'sign-in-chinese')).toEqual([])
    await speaks(page, 'en')
    await fills('Name', 'Eva')
    await fills('Password', 'a wrong password')
    await user.presses('Enter')
    await page
      .getByRole('alert')
      .getByText(/do not belong together/)
      .waitFor()
    await user.photograph('wrong-password')
    await page.getByRole('button', { name: 'I have a code' }).click()
    await user.photograph('by-code')
    await page.getByRole('button', { name: 'I have a password' }).click()
    await signsInByCode(me.name)
    await user.goesTo('Annotate')
    await user.seesTheCanvas()
    await user.paints()
    expect(await screensOffered()).not.toContain('Train')
    await user.photograph('annotator')
  })

  it('stay signed in when the page is loaded again', async () => {
    await page.reload()
    await user.seesTheCanvas()
    await page.getByRole('button', { name: `Signed in as ${me.name}` }).click()
    await user.photograph('menu')
    await user.presses('Escape')
  })

  it('lock their window, which nothing but the password opens again', async () => {
    await page.getByRole('button', { name: /^Signed in as/ }).click()
    await page.getByRole('menuitem', { name: 'Lock' }).click()
    const cover = page.getByTestId('lock-cover')
    await cover.waitFor()
    expect(await everyLook(user, 'locked')).toEqual([])
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

  it('are shown what their role may do as soon as it is another, and are signed out from elsewhere', async () => {
    const beside = await page.context().newPage()
    await beside.goto(new URL('/', app.address).href)
    await beside.getByLabel('Name', { exact: true }).fill('Eva')
    await beside.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await beside.keyboard.press('Enter')
    await beside.getByRole('navigation').getByRole('button', { name: 'Study', exact: true }).click()
    const role = beside.getByRole('combobox', { name: `Role of ${me.name}` })
    await role.click()
    await beside.locator('[role="option"]:visible', { hasText: /^Reviewer/ }).click()
    await expect.poll(() => role.inputValue()).toBe('Reviewer')
    const models = page.getByRole('navigation').getByRole('button', { name: 'Models', exact: true })
    await models.waitFor()
    // What the window listens to has begun anew: it hears of the next change as well.
    await role.click()
    await beside.locator('[role="option"]:visible', { hasText: /^Annotator/ }).click()
    await expect.poll(() => models.count()).toBe(0)
    await beside.getByRole('button', { name: `What can be done about ${me.name}` }).click()
    await beside.getByRole('menuitem', { name: 'Sign out everywhere' }).click()
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    await beside.close()
    await page.bringToFront()
    await signsIn(me.name)
    await user.seesTheCanvas()
  })

  it('whose engine is gone go on painting, and nothing is sent but under their own name', async () => {
    const written = () =>
      inTables<{ author: string; revisions: number }>(
        join(place.path, 'study'),
        `SELECT author, count(*) AS revisions FROM revision JOIN layer ON layer.id = layer_id
         WHERE kind = 'reader' GROUP BY author ORDER BY author`,
      )
    const before = written()
    process.kill(app.pid, 'SIGKILL')
    await page.getByText('Nothing can be saved at the moment.').waitFor()
    const { x, y } = await middleOf(page)
    for (const far of [80, 110]) {
      await page.mouse.move(x - far, y - far)
      await page.mouse.down()
      await page.mouse.move(x + far, y - far, { steps: 5 })
      await page.mouse.up()
    }
    await page.getByText('2 steps wait to be saved').waitFor()
    app = await serveApp(place.path, Number(new URL(app.address).port))
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    await signsIn('Eva')
    await user.goesTo('Library')
    await page.locator('.tile').first().waitFor()
    await user.goesTo('Annotate')
    await user.seesTheCanvas()
    expect(written()).toEqual(before)
    await signsOut()
    await signsIn(me.name)
    await expect
      .poll(() => written().find(({ author }) => author === me.name)?.revisions)
      .toBe((before.find(({ author }) => author === me.name)?.revisions ?? 0) + 2)
    expect(written().map(({ author }) => author)).toEqual(before.map(({ author }) => author))
    await user.goesTo('Annotate')
    await user.seesTheCanvas()
  })

  it('who only look see frames, and nothing that they could not do', async () => {
    await signsOut()
    await signsInByCode(VIEWER)
    expect((await screensOffered()).slice(0, 4)).not.toContain('Train')
    await user.goesTo('Annotate')
    await user.seesTheCanvas()
    await page.getByText('Your role looks at frames and does not paint.').waitFor()
    await user.photograph('viewer-annotate')
    await user.goesTo('Library')
    await page.locator('.tile').first().waitFor()
    await user.photograph('viewer-library')
    await user.goesTo('Study')
    await user.photograph('viewer-study')
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

describe.skipIf(!hasBuild || !hasElectron)('people with accounts in Electron', { timeout: 120_000 }, () => {
  const desktop = temporaryFolder()
  let app: ElectronApplication
  let page: Page

  beforeAll(async () => {
    await makeEditorStudy(desktop.path, desktop.path)
    app = await startElectron(desktop.path)
    page = await app.firstWindow()
  })
  afterAll(async () => {
    await app.close()
    desktop.remove()
  })

  it('turn them on, stay signed in when the page is loaded again, lock it, and sign out', async () => {
    const user = new User(page, 'people-electron')
    await user.opensStudy(join(desktop.path, 'study'))
    await user.goesTo('Study')
    await page.getByRole('button', { name: 'Turn on accounts' }).click()
    await page.getByLabel('New password', { exact: true }).fill(PASSWORD)
    await user.presses('Enter')
    const mine = page.getByRole('button', { name: `Signed in as ${me.name}` })
    await mine.waitFor()
    await page.reload()
    await mine.click()
    await page.getByRole('menuitem', { name: 'Lock' }).click()
    await page.getByTestId('lock-cover').waitFor()
    await page.reload()
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await user.presses('Enter')
    await mine.click()
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
    await page.getByRole('button', { name: 'Open another study' }).click()
    await page.getByRole('button', { name: /Open the demo study/ }).waitFor()
    await user.photograph('elsewhere')
    await page.getByRole('button', { name: 'Back to signing in' }).click()
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
  })
})
