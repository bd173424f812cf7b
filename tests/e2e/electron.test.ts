import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyMask } from '../../src/shared/domain/mask.ts'
import { boxesAround, makeBoxStudy } from '../support/boxStudy.ts'
import { makeEditorStudy } from '../support/editorStudy.ts'
import { startElectron } from '../support/electronApp.ts'
import { Painter } from '../support/Painter.ts'
import { hasAssist, hasBuild, hasElectron, hasTensorFlow } from '../support/places.ts'
import { killBelow } from '../support/processes.ts'
import { goThroughTwoRounds } from '../support/roundsStory.ts'
import { makeStoryStudy } from '../support/storyStudy.ts'
import { temporaryFolder, writePairs } from '../support/TestStudy.ts'
import { goThroughTheTools, goThroughTheViews } from '../support/tourOfTools.ts'
import { User } from '../support/userLoop.ts'

describe.skipIf(!hasBuild || !hasElectron)('in Electron', () => {
  const place = temporaryFolder()
  let app: ElectronApplication
  let page: Page

  beforeAll(async () => {
    app = await startElectron(place.path)
    page = await app.firstWindow()
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768))
  })
  afterAll(async () => {
    await app.close()
    place.remove()
  })

  it.skipIf(!hasTensorFlow)(
    'goes through two rounds, whatever dies on the way',
    {
      timeout: 600_000,
    },
    async () => {
      const painter = new Painter(page, 'electron')
      const truth = await makeStoryStudy(place.path)
      const shell = app.process().pid ?? 0
      await goThroughTwoRounds({
        painter,
        truth,
        opensTheStudy: () => painter.opensStudy(join(place.path, 'story')),
        killsTheTrainer: async () => killBelow(shell, 'trainer.js'),
        killsTheEngine: async () => {
          killBelow(shell, 'engine.js')
          await page.getByText('Nothing can be saved at the moment.').waitFor()
          await page.getByText('Ready', { exact: true }).waitFor({ timeout: 60_000 })
        },
      })
    },
  )

  it('prints a page that holds nothing else, as a PDF on A4', { timeout: 60_000 }, async () => {
    const printed = await page.evaluate(
      () =>
        new Promise<string | null>((resolve) => {
          window.addEventListener('message', ({ data }: MessageEvent<{ printedPage?: string | null }>) => {
            if (data.printedPage !== undefined) resolve(data.printedPage)
          })
          const text =
            '<!doctype html><style>@page{size:A4}</style><h1>Round</h1><script>window.close()</script>'
          window.postMessage({ printPage: text }, window.location.origin)
        }),
    )
    const pdf = Buffer.from(printed ?? '', 'base64').toString('latin1')
    expect(pdf.slice(0, 5)).toBe('%PDF-')
    expect(pdf).toMatch(/\/MediaBox \[0 0 59[45][^\]]* 84[12]/)
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  it('has every tool, and each does what it says', { timeout: 240_000 }, async () => {
    await makeEditorStudy(join(place.path, 'tour'), place.path)
    const painter = new Painter(page, 'electron-canvas')
    // Alone, without the loop before, nothing is open yet.
    if (await page.locator('.rail').isVisible()) await painter.goesToStudies()
    await painter.opensStudy(join(place.path, 'tour/study'))
    await painter.goesTo('Annotate')
    await painter.looksAtTheFrame()
    await goThroughTheTools(painter)
    await goThroughTheViews(painter)
  })

  it('starts an engine that dies again, and saves what was painted meanwhile', {
    timeout: 60_000,
  }, async () => {
    const painter = new Painter(page, 'electron-engine')
    await painter.looksAtTheFrame()
    await painter.takes('Brush')
    killBelow(app.process().pid ?? 0, 'engine.js')
    await page.getByText('Nothing can be saved at the moment.').waitFor()
    await painter.drags([0.2, 0.8], [0.25, 0.85])
    await page.getByText('Ready', { exact: true }).waitFor()
    await painter.seesItSaved()
    const area = await painter.area()
    await page.reload()
    await painter.goesTo('Annotate')
    await painter.looksAtTheFrame()
    await expect.poll(() => painter.area()).toBe(area)
  })

  it('brings in what is dropped on the window, from where it really lies', { timeout: 60_000 }, async () => {
    await writePairs(join(place.path, 'dropped'), 2)
    await page.evaluate(() => {
      const input = document.createElement('input')
      Object.assign(input, { type: 'file', multiple: true, id: 'hand' })
      document.body.append(input)
    })
    const files = ['frame-00.png', 'frame-01.png'].map((name) => join(place.path, 'dropped/images', name))
    await page.locator('#hand').setInputFiles(files)
    await page.evaluate(() => {
      const data = new DataTransfer()
      const input = document.querySelector<HTMLInputElement>('#hand')
      for (const file of input?.files ?? []) data.items.add(file)
      input?.remove()
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    })
    await page.getByText('2 files', { exact: true }).waitFor()
    await expect.poll(() => page.locator('.bring-sheet img').count()).toBe(2)
    await new User(page, 'electron').photograph('dropped')
    await page.getByRole('button', { name: 'Cancel' }).click()
  })

  it.skipIf(!hasAssist)('paints what a box holds, and it is saved', { timeout: 180_000 }, async () => {
    const { folder, truths } = await makeBoxStudy(join(place.path, 'box'))
    const [truth = emptyMask(1, 1)] = truths
    const [{ left, top, right, bottom } = { left: 0, top: 0, right: 1, bottom: 1 }] = boxesAround(truth)
    const painter = new Painter(page, 'electron-box')
    if (await page.locator('.rail').isVisible()) await painter.goesToStudies()
    await painter.opensStudy(folder)
    await painter.goesTo('Annotate')
    await painter.looksAtTheFrame()
    await painter.presses('2')
    await painter.presses('o')
    await painter.drags([left, top], [right, bottom])
    await page.locator('[data-testid="stage"][data-proposal="standing"]').waitFor({ timeout: 120_000 })
    await painter.photograph('stands')
    const area = await painter.changes(() => painter.presses('Enter'))
    await page.reload()
    await painter.goesTo('Annotate')
    await painter.looksAtTheFrame()
    await expect.poll(() => painter.area()).toBe(area)
    // Of which some may be healthy, or another lesion's.
    const lesion = truth.data.filter((value) => value > 0).length
    expect(area).toBeGreaterThan(0.3 * lesion)
    expect(area).toBeLessThan(1.3 * lesion)
  })

  it('keeps the page in its cell: no Node, no navigation, no other site', async () => {
    await page.locator('.shell').waitFor()
    const reached = await page.evaluate(async () => ({
      node: typeof (window as unknown as Record<string, unknown>)['require'],
      process: typeof (window as unknown as Record<string, unknown>)['process'],
      opened: window.open('http://127.0.0.1:9/') !== null,
      fetched: await fetch('http://127.0.0.1:9/').then(
        () => true,
        () => false,
      ),
      file: await fetch('file:///etc/passwd').then(
        () => true,
        () => false,
      ),
      outside: await fetch('app://loco/../../package.json').then(
        (r) => r.ok,
        () => false,
      ),
    }))
    expect(reached).toEqual({
      node: 'undefined',
      process: 'undefined',
      opened: false,
      fetched: false,
      file: false,
      outside: false,
    })
    await page
      .evaluate(() => {
        window.location.href = 'http://127.0.0.1:9/'
      })
      .catch(() => {})
    await page.waitForTimeout(300)
    expect(page.url()).toContain('app://loco/')
  })
})
