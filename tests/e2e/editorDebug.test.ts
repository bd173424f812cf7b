import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { makeEditorStudy, opensEditorStudy } from '../support/editorStudy.ts'
import type { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

const place = temporaryFolder()

describe.skipIf(!hasBuild || !hasChromium)('the debug view of the editor', { timeout: 180_000 }, () => {
  let opened: AppWindow
  let page: Page
  let painter: Painter

  beforeAll(async () => {
    await makeEditorStudy(place.path, place.path)
    opened = await openWindow(place.path)
    page = opened.page
    painter = await opensEditorStudy(page, 'editor-debug', place.path)
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  const view = () => page.getByTestId('editor-debug')
  const fact = (name: string) => view().locator(`[data-fact="${name}"]`)

  it('is not there for whoever paints', async () => {
    await painter.changes(() => painter.drags([0.5, 0.5], [0.6, 0.5]))
    expect(await view().count()).toBe(0)
    expect(await page.getByTestId('editor-debug-part').count()).toBe(0)
  })

  it('shows what was drawn, saved and begun, where the address asks for it', async () => {
    await page.goto(new URL('/?debug=editor', page.url()).href)
    await painter.looksAtTheFrame()
    const revision = async () => Number(await fact('revision').textContent())
    const before = await revision()
    expect(before).toBeGreaterThan(0)
    await painter.takes('Brush')
    await painter.changes(() => painter.drags([0.3, 0.3], [0.4, 0.35]))
    expect(await revision()).toBe(before + 1)
    await expect.poll(() => fact('queue').textContent()).toBe('nothing')
    const [, width, height] =
      /^(\d+) × (\d+) px at \d+, \d+ in \d+\.\d ms$/.exec((await fact('drawn').textContent()) ?? '') ?? []
    const part = await page.getByTestId('editor-debug-part').boundingBox()
    expect(part?.width).toBeCloseTo(Number(width) * painter.scaleOf(384), 0)
    expect(part?.height).toBeCloseTo(Number(height) * painter.scaleOf(384), 0)

    await painter.takes('Polygon')
    expect(await fact('tool').textContent()).toBe('Polygon: idle')
    await painter.clicks([0.6, 0.6], [0.7, 0.6])
    expect(await fact('tool').textContent()).toBe('Polygon: tracing')
    await painter.photograph('tracing')
    await painter.presses('Escape')
    expect(await fact('tool').textContent()).toBe('Polygon: idle')
    expect(opened.complaints).toEqual([])
  })
})
