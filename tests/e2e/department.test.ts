import { join } from 'node:path'
import type { Browser, ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startChromium } from '../support/browser.ts'
import { withAccounts } from '../support/department.ts'
import { type DepartmentApp, serveDepartmentApp } from '../support/departmentApp.ts'
import { startElectron } from '../support/electronApp.ts'
import { everyLook } from '../support/everyLook.ts'
import { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium, hasElectron } from '../support/places.ts'
import { signsIn } from '../support/signsIn.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { User } from '../support/userLoop.ts'

const LONG = '欧阳克明 Prof. Dr. Anna-Katharina Freifrau von Hohenfels 2'
const place = temporaryFolder()
const study = join(place.path, 'study')
let app: DepartmentApp

beforeAll(async () => {
  const engine = testEngine(place.path)
  await studyOfFrames(engine, place.path, { count: 6, side: 200, of: 'examination' })
  await withAccounts(engine, {
    Enno: 'engineer',
    Berta: 'annotator',
    [LONG]: 'reviewer',
    王小明: 'annotator',
  })
  await engine.close()
  if (hasBuild) app = await serveDepartmentApp(place.path, study)
}, 60_000)
afterAll(async () => {
  await app?.stop()
  place.remove()
})

describe.skipIf(!hasBuild || !hasChromium)("a department's server in browsers", { timeout: 120_000 }, () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await startChromium()
  })
  afterAll(() => browser.close())

  /** A profile of somebody's own, on the server's pages. */
  const profile = async () => {
    const context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      ignoreHTTPSErrors: true,
    })
    const page = await context.newPage()
    await page.goto(app.origin)
    return page
  }

  it('shows its certificate where one signs in; who paints there is seen by the others', async () => {
    const page = await profile()
    const berta = new Painter(page, 'department')
    await page.getByTestId('fingerprint').getByText(app.fingerprint).waitFor()
    await everyLook(berta, 'sign-in')
    await signsIn(page, 'Berta')
    // Nothing of the server's machine is offered, and no other study.
    expect(await page.getByRole('navigation').locator('button').allInnerTexts()).not.toContain('Studies')
    await berta.goesTo('Library')
    await page.locator('.tile').nth(1).click()
    await berta.looksAtTheFrame()
    await berta.changes(() => berta.drags([0.4, 0.5], [0.6, 0.5]))
    expect(await page.getByText(/people here/).count()).toBe(0)

    const others = [await profile(), await profile()]
    const [second, third] = others as [Page, Page]
    await signsIn(second, LONG)
    await signsIn(third, '王小明')
    await second.getByText('3 people here').waitFor()
    const reviewer = new User(second, 'department')
    await reviewer.goesTo('Library')
    await second.getByRole('img', { name: 'Berta is on this frame' }).waitFor()
    await everyLook(reviewer, 'library')
    await second.locator('.tile').nth(1).click()
    await second.getByText('Frame 2 of 6', { exact: true }).waitFor()
    await second.getByRole('status', { name: 'Berta is on this frame' }).waitFor()
    await second.getByText('3 people here').click()
    await second.getByText('王小明', { exact: true }).waitFor()
    await everyLook(reviewer, 'annotate')
    // Both are on it now, and Berta is told the other's name; where the other goes, it is so no more.
    await page.getByRole('status', { name: `${LONG} is on this frame` }).waitFor()
    await second.close()
    await page.getByRole('status', { name: `${LONG} is on this frame` }).waitFor({ state: 'hidden' })
    await page.getByText('2 people here').waitFor()
    await third.close()
    await page.getByText(/people here/).waitFor({ state: 'hidden' })
  })
})

describe.skipIf(!hasBuild || !hasElectron)(
  "a department's server in the desktop app",
  { timeout: 180_000 },
  () => {
    const home = temporaryFolder()
    let electron: ElectronApplication
    let page: Page

    beforeAll(async () => {
      electron = await startElectron(home.path)
      page = await electron.firstWindow()
      await electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768),
      )
    })
    afterAll(async () => {
      await electron.close()
      home.remove()
    })

    it('is opened once its certificate was compared, and has what a browser gives it and nothing else', async () => {
      const user = new User(page, 'desktop')
      await page.getByText('Open a study on a server').click()
      await page.getByLabel('Address').fill('127.0.0.1:1')
      await user.presses('Enter')
      await page
        .getByRole('alert')
        .getByText(/Nothing answers at https:\/\/127\.0\.0\.1:1/)
        .waitFor()
      await page.getByLabel('Address').fill(app.origin)
      await user.presses('Enter')
      await page.getByText(app.fingerprint).waitFor()
      await user.photograph('fingerprint')
      const coming = electron.waitForEvent('window')
      await page.getByRole('button', { name: 'It is the same' }).click()
      const server = await coming
      await server.getByTestId('fingerprint').getByText(app.fingerprint).waitFor()
      const seen = await server.evaluate(async () => ({
        names: ['require', 'process', 'ipcRenderer', 'electron'].filter((name) => name in window),
        elsewhere: await fetch('https://127.0.0.1:9/').then(
          () => 'answered',
          () => 'refused',
        ),
        port: await new Promise<number>((resolve) => {
          let ports = 0
          window.addEventListener('message', (event) => {
            ports += event.ports.length
          })
          for (const word of ['connect-engine', { askServers: { kind: 'list' }, number: 1 }])
            window.postMessage(word, '*')
          setTimeout(() => resolve(ports), 500)
        }),
      }))
      expect(seen).toEqual({ names: [], elsewhere: 'refused', port: 0 })
      await signsIn(server, 'Berta')
      await new User(server, 'desktop').photograph('server')
      const gone = server.waitForEvent('close')
      await server.getByRole('button', { name: 'This computer' }).click()
      await gone
      await page.getByText('Servers opened before').waitFor()
      await user.photograph('opened-before')
    })

    it('is opened from the list without comparing again, and refused with another certificate', async () => {
      const coming = electron.waitForEvent('window')
      await page.getByRole('button', { name: new RegExp(`^${app.origin}`) }).click()
      const server = await coming
      await server.getByLabel('Name', { exact: true }).waitFor()
      const gone = server.waitForEvent('close')
      await server.getByRole('button', { name: 'Back to this computer' }).click()
      await gone

      const { port, fingerprint } = app
      await app.stop()
      const elsewhere = temporaryFolder()
      app = await serveDepartmentApp(elsewhere.path, study, port)
      expect(app.fingerprint).not.toBe(fingerprint)
      await page.getByRole('button', { name: new RegExp(`^${app.origin}`) }).click()
      const told = page.getByRole('alert')
      await told.getByText(app.fingerprint).waitFor()
      expect(await told.innerText()).toContain(fingerprint)
      await new User(page, 'desktop').photograph('changed')
      expect(await electron.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1)
      elsewhere.remove()
    })

    it('does not keep the app from being left', async () => {
      const own = temporaryFolder()
      const other = await startElectron(own.path)
      const start = await other.firstWindow()
      const shell = other.process()
      await start.getByText('Open a study on a server').click()
      await start.getByLabel('Address').fill(app.origin)
      await start.getByLabel('Address').press('Enter')
      const coming = other.waitForEvent('window')
      await start.getByRole('button', { name: 'It is the same' }).click()
      await (await coming).getByLabel('Name', { exact: true }).waitFor()
      await other.close()
      expect(shell.exitCode).toBe(0)
      own.remove()
    })
  },
)
