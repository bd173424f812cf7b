import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Installation } from '../../src/main/install/Installation.ts'
import { readManifest } from '../../src/main/install/manifest.ts'
import { writeUpdate } from '../../src/main/install/writeUpdate.ts'
import { openPage, serveInstalled } from '../support/browser.ts'
import { appVersion, installedApp, startInstalled } from '../support/installedApp.ts'
import { hasBuild, hasChromium, hasElectron } from '../support/places.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { User } from '../support/userLoop.ts'

const place = temporaryFolder()
const at = (...names: string[]) => join(place.path, ...names)
const root = at('LoCo Studio Ünï 名')
let installed: Installation
let update: string

beforeAll(async () => {
  if (!hasBuild) return
  installed = await installedApp(root, '0.1.0')
  const next = await appVersion(at('made'), '0.2.0')
  update = at('LoCo-Studio-0.2.0.locoupdate')
  await writeUpdate(
    next.folder,
    update,
    readManifest(readFileSync(join(installed.folder, 'resources/manifest.json'))),
  )
  const home = testEngine(at('home'))
  await studyOfPairs(home, at('home'), { count: 2, side: 32 })
  await home.close()
}, 120_000)
afterAll(() => place.remove())

const shot = (page: Page, name: string) => new User(page, 'update').photograph(name)
const current = () => readFileSync(join(root, 'current.txt'), 'utf8').trim()

describe.skipIf(!hasBuild || !hasElectron)('an installed app', () => {
  let app: ElectronApplication
  let page: Page
  const starts = async () => {
    app = await startInstalled(installed, at('home'))
    page = await app.firstWindow()
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768))
  }
  /** Drops a file as a person does: Electron alone knows where it lies. */
  const drops = async (file: string) => {
    await page.evaluate(() => {
      const input = document.createElement('input')
      input.type = 'file'
      input.id = 'dropped'
      document.body.append(input)
    })
    await page.locator('#dropped').setInputFiles(file)
    await page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>('#dropped')
      const data = new DataTransfer()
      for (const one of input?.files ?? []) data.items.add(one)
      input?.remove()
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    })
  }
  const button = (name: string | RegExp) => page.getByRole('button', { name })

  it('is updated by dropping a file on it, and started anew', { timeout: 240_000 }, async () => {
    await starts()
    await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: 60_000 })
    await drops(update)
    await page.getByText('From 0.1.0 to 0.2.0').waitFor({ timeout: 60_000 })
    await page.getByText('Your study is backed up first.').waitFor()
    await shot(page, 'update-offered')
    expect(current()).toBe('0.1.0')
    await button('Update').click()
    await page.getByText('Version 0.2.0 is installed.').waitFor({ timeout: 120_000 })
    await shot(page, 'update-done')
    expect(current()).toBe('0.2.0')
    expect(existsSync(at('home/backups/before-0.2.0/studies.json'))).toBe(true)
    const ended = app.waitForEvent('close')
    await button('Start anew').click()
    await ended
    await expect.poll(() => existsSync(join(root, 'started.txt')), { timeout: 30_000 }).toBe(true)
    expect(readFileSync(join(root, 'started.txt'), 'utf8')).toContain('versions/0.2.0/electron')
  })

  it('goes back with one click, and offers an update that lies in its data folder', {
    timeout: 240_000,
  }, async () => {
    await starts()
    await page.getByRole('button', { name: 'About this LoCo Studio' }).click()
    await page.getByText('Signed by Maker').waitFor({ timeout: 60_000 })
    await page.getByText('Version 0.2.0 is started next.').waitFor()
    await shot(page, 'about-installed')
    await button('Go back to 0.1.0').click()
    await expect.poll(current, { timeout: 60_000 }).toBe('0.1.0')
    await button('Check the installation').click()
    await page.getByText('All installed files are as they were signed.').waitFor({ timeout: 60_000 })
    await app.close()
    mkdirSync(at('home/updates'), { recursive: true })
    renameSync(update, at('home/updates/next.locoupdate'))
    await starts()
    await page.getByText('From 0.1.0 to 0.2.0').waitFor({ timeout: 60_000 })
    await button('Not now').click()
    await app.close()
  })

  it('says which of its files was changed, and starts no engine', { timeout: 120_000 }, async () => {
    const file = join(installed.folder, 'resources/app/out/main/engine.js')
    const before = readFileSync(file)
    writeFileSync(file, `${before}//`)
    await starts()
    await page
      .getByText(/own file resources\/app\/out\/main\/engine\.js was changed/)
      .waitFor({ timeout: 60_000 })
    await shot(page, 'refused-to-start')
    expect(await app.evaluate(() => process.getActiveResourcesInfo().includes('ProcessWrap'))).toBe(false)
    await app.close()
    writeFileSync(file, before)
  })
})

describe.skipIf(!hasBuild || !hasChromium)('an installed app in a browser', () => {
  it('tells what is installed', { timeout: 120_000 }, async () => {
    const app = await serveInstalled(installed.folder, at('home'))
    const { browser, page } = await openPage(app.address)
    try {
      await page.getByRole('button', { name: 'Not now' }).click({ timeout: 60_000 })
      await page.getByRole('button', { name: 'About this LoCo Studio' }).click()
      await page.getByText('Signed by Maker').waitFor({ timeout: 60_000 })
      await page.getByRole('button', { name: 'Check the installation' }).click()
      await page.getByText('All installed files are as they were signed.').waitFor({ timeout: 60_000 })
    } finally {
      await browser.close()
      await app.stop()
    }
  })
})
