import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerDialogs, startElectron } from '../support/electronApp.ts'
import { electronPath, hasBuild, hasElectron, project } from '../support/places.ts'
import { killBelow } from '../support/processes.ts'
import { speaks } from '../support/speaks.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { User } from '../support/userLoop.ts'

const SECRET = 'Müller-1957'

describe.skipIf(!hasBuild || !hasElectron)(
  'what the system shows of the desktop app',
  { timeout: 240_000 },
  () => {
    const place = temporaryFolder()
    const home = join(place.path, 'Daten 数据')
    const at = (...parts: string[]) => join(place.path, ...parts)
    let app: ElectronApplication
    let page: Page
    let user: User

    const begin = async (...more: string[]) => {
      app = await startElectron(home, more)
      page = await app.firstWindow()
      user = new User(page, 'shell')
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768))
    }
    const menus = () =>
      app.evaluate(({ Menu }) =>
        (Menu.getApplicationMenu()?.items ?? []).map(({ label, submenu }) => ({
          label,
          items: (submenu?.items ?? []).map((item) => ({
            label: item.label,
            enabled: item.enabled,
            within: (item.submenu?.items ?? []).map((inner) => inner.label),
          })),
        })),
      )
    const choose = (id: string) =>
      app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(), id)
    const itemsOf = async (menu: string) => (await menus()).find(({ label }) => label === menu)?.items ?? []

    beforeAll(async () => {
      for (const name of [SECRET, 'second']) {
        mkdirSync(at(name))
        const engine = testEngine(at(name))
        await studyOfFrames(engine, at(name), { count: 3, side: 96, of: 'examination' })
        await engine.close()
      }
      await begin()
    })
    afterAll(async () => {
      await app.close()
      place.remove()
    })

    it('keeps what is its own below the data folder', async () => {
      const paths = await app.evaluate(({ app: shell }) =>
        (['userData', 'crashDumps', 'logs'] as const).map((name) => shell.getPath(name)),
      )
      for (const path of paths) expect(path).toContain(home)
    })

    it('has a menu in the words of the window, which does what its commands do', async () => {
      await expect
        .poll(async () => (await menus()).map(({ label }) => label))
        .toEqual(['File', 'Edit', 'View', 'Help'])
      const enabled = async (menu: string) =>
        (await itemsOf(menu)).filter((item) => item.enabled && item.label !== '').map((item) => item.label)
      await expect.poll(() => enabled('Help')).toContain('About, log and report')
      expect(await enabled('File')).toEqual(['New study', 'Open a study', 'Quit'])
      await choose('app.about')
      await page.getByRole('dialog', { name: 'About this LoCo Studio' }).waitFor()
      await user.presses('Escape')
      await choose('app.language')
      await page.getByRole('menuitemradio', { name: '中文' }).click()
      await expect
        .poll(async () => (await menus()).map(({ label }) => label))
        .toEqual(['文件', '编辑', '视图', '帮助'])
      await speaks(page, 'en')
      await expect.poll(() => itemsOf('Help').then((items) => items.length)).toBeGreaterThan(4)
    })

    it('opens a study that was chosen in the system’s window, and from the list of those opened before', async () => {
      await answerDialogs(app, [])
      await choose('file.open')
      await answerDialogs(app, [at(SECRET, 'study')])
      await choose('file.open')
      await page.getByRole('navigation').waitFor()
      await expect
        .poll(async () => (await itemsOf('File')).find(({ label }) => label === 'Export masks')?.enabled)
        .toBe(true)
      const recent = async () => (await itemsOf('File')).flatMap(({ within }) => within)
      await expect.poll(recent).toHaveLength(1)
      await choose('file.export')
      await page.getByText('Export', { exact: true }).first().waitFor()
      await answerDialogs(app, [at('out')])
      await page.getByRole('button', { name: 'Browse' }).first().click()
      await expect.poll(() => page.getByLabel('Into the new folder').inputValue()).toContain(at('out'))
    })

    it('opens what is handed to a second start, in the window that is there', async () => {
      const status = page.locator('footer.status .cut')
      const before = await status.getAttribute('title')
      const args = ['--no-sandbox', '--disable-gpu', project, join('second', 'study', 'catalogue.sqlite')]
      const second = spawn(electronPath, args, {
        cwd: place.path,
        stdio: 'ignore',
        env: { ...process.env, LOCO_NODE: process.execPath, LOCO_DATA_HOME: home },
      })
      await new Promise((resolve) => second.on('close', resolve))
      await expect.poll(() => status.getAttribute('title')).toBe(at('second', 'study'))
      expect(before).toBe(at(SECRET, 'study'))
      expect(app.windows()).toHaveLength(1)
      const opens = () =>
        app.evaluate(({ Menu }) => {
          const file = Menu.getApplicationMenu()?.items[0]?.submenu?.items ?? []
          return file.flatMap((item) => item.submenu?.items ?? []).length
        })
      await expect.poll(opens).toBe(2)
    })

    it('leaves a report of what died, which the next start shows and nothing of the study is in', async () => {
      killBelow(app.process().pid ?? 0, 'engine.js')
      const reports = () => readdirSync(join(home, 'reports')).filter((name) => name.startsWith('crash-'))
      await expect.poll(() => reports().some((name) => name.includes('engine'))).toBe(true)
      await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
      )
      await expect.poll(() => reports().some((name) => name.includes('window'))).toBe(true)
      await app.close()

      await begin(at(SECRET, 'study'))
      await page.getByRole('navigation').waitFor()
      const notice = page.getByRole('status', { name: 'Report of what went wrong' })
      await notice.waitFor()
      await user.photograph('notice')
      await notice.getByRole('button', { name: 'Show the report' }).click()
      await page.getByRole('dialog').getByText('"process": "window"').waitFor()
      await user.photograph('report')
      await answerDialogs(app, [at('for support.json')])
      await page.getByRole('dialog').getByRole('button', { name: 'Save it for support' }).click()
      await expect.poll(() => existsSync(at('for support.json'))).toBe(true)
      for (const name of reports()) {
        const text = readFileSync(join(home, 'reports', name), 'utf8')
        for (const told of [SECRET, place.path, 'study']) expect(text).not.toContain(told)
      }
      await page.getByRole('button', { name: 'Done' }).click()
      await expect.poll(() => notice.count()).toBe(0)
      await page.reload()
      await page.getByRole('navigation').waitFor()
      expect(await notice.count()).toBe(0)
    })

    it('is another app for whoever has another data folder', async () => {
      const other = await startElectron(at('other home'))
      await other.firstWindow()
      expect(other.windows()).toHaveLength(1)
      await other.close()
    })
  },
)
