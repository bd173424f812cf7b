import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedApp, serveApp, startChromium } from '../support/browser.ts'
import { makeEditorStudy } from '../support/editorStudy.ts'
import { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { goThroughTheTools, goThroughTheViews } from '../support/tourOfTools.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const place = temporaryFolder()

describe.skipIf(!hasBuild || !hasChromium)('the canvas', { timeout: 180_000 }, () => {
  let app: ServedApp
  let browser: Browser
  let page: Page
  let painter: Painter
  const complaints: string[] = []

  beforeAll(async () => {
    await makeEditorStudy(place.path, place.path)
    app = await serveApp({ LOCO_DATA_HOME: place.path })
    browser = await startChromium()
    page = await browser.newPage({ viewport: { width: 1366, height: 768 }, hasTouch: true })
    page.on('pageerror', (error) => complaints.push(error.message))
    painter = new Painter(page, 'canvas')
    await page.goto(app.address)
    await painter.opensStudy(join(place.path, 'study'))
    await painter.goesTo('Annotate')
    await painter.looksAtTheFrame()
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
    place.remove()
  })

  it('has every tool, and each does what it says', async () => {
    await goThroughTheTools(painter)
    expect(complaints).toEqual([])
  })

  it('shows layers, doubts, windows and the other light, and changes nothing by it', async () => {
    await goThroughTheViews(painter)
    expect(complaints).toEqual([])
  })
})
