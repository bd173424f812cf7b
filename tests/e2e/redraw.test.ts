import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import type { Scene } from '../../src/renderer/editor/tools/Tool.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import { decodeMask } from '../../src/shared/domain/rle.ts'
import { dice, type Gesture, redraw } from '../bench/Redrawer.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { nothingProposed } from '../support/canvas.ts'
import { callIn } from '../support/me.ts'
import { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium, hasImages, images } from '../support/places.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

const POLYPS = 3
const GOOD = 0.95
const place = temporaryFolder()
const TOOLS = {
  wand: 'Magic wand',
  brush: 'Brush',
  eraser: 'Eraser',
  assist: 'AI assist',
  polygon: 'Polygon',
}

describe.skipIf(!hasBuild || !hasChromium || !hasImages)('real polyps', { timeout: 180_000 }, () => {
  let opened: AppWindow
  const stems = hasImages
    ? readdirSync(join(images, 'kvasir-seg/images'))
        .slice(3, 3 + POLYPS)
        .map((name) => name.replace(/\.\w+$/, ''))
    : []
  const original = (folder: string, stem: string) =>
    join(
      images,
      'kvasir-seg',
      folder,
      readdirSync(join(images, 'kvasir-seg', folder)).find((n) => n.startsWith(stem)) ?? '',
    )

  beforeAll(async () => {
    const folder = join(place.path, 'images')
    mkdirSync(folder)
    for (const [n, stem] of stems.entries()) {
      const from = original('images', stem)
      copyFileSync(from, join(folder, `P${n}_E1_1${from.slice(from.lastIndexOf('.'))}`))
    }
    const engine = testEngine(place.path)
    const study = await engine.createStudy(join(place.path, 'study'), ['normal', 'polyp'])
    await ImportService.importPaths(callIn(study), [folder], { layout: 'folder' }, () => {})
    await engine.close()
    opened = await openWindow(place.path)
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  it('are redrawn with wand and brush to a Dice of 0.95 in a few gestures', async () => {
    const { page } = opened
    const painter = new Painter(page, 'redraw')
    await painter.opensStudy(join(place.path, 'study'))
    await painter.goesTo('Annotate')
    const truths: Mask[] = []
    let gestures = 0
    for (const [n, stem] of stems.entries()) {
      await page.locator(`[data-testid="stage"][data-frame="${n + 1}"]`).waitFor()
      await painter.looksAtTheFrame()
      const { scene, truth } = await polyp(stem, painter.scaleOf(256))
      truths.push(truth)
      const plan = redraw(scene, truth, 'wand', GOOD)
      gestures += plan.length
      await painter.presses('2')
      for (const gesture of plan) await draws(painter, gesture, truth)
      await painter.photograph(`polyp-${n + 1}`)
      await painter.presses('f')
    }
    await page.close()
    const saved = await savedMasks()
    expect(saved).toHaveLength(POLYPS)
    for (const [n, truth] of truths.entries())
      expect(dice(saved[n] ?? truth, truth)).toBeGreaterThanOrEqual(GOOD - 0.005)
    expect(gestures / POLYPS).toBeLessThan(12)
  })

  /** The picture as the wand sees it, and its true mask. */
  async function polyp(stem: string, scale: number): Promise<{ scene: Scene; truth: Mask }> {
    const { data, info } = await sharp(original('images', stem))
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const mask = await sharp(original('masks', stem)).toColourspace('b-w').raw().toBuffer()
    const { width, height } = info
    const none = () => undefined
    return {
      scene: {
        scale,
        pixels: () => new Uint8ClampedArray(data),
        edges: none,
        superpixels: none,
        foreground: none,
        pick: none,
        ...nothingProposed,
      },
      truth: { width, height, data: Uint8Array.from(mask, (v) => (v > 127 ? 1 : 0)) },
    }
  }

  async function draws(
    painter: Painter,
    { tool, size, places }: Gesture,
    { width, height }: Mask,
  ): Promise<void> {
    await painter.takes(TOOLS[tool])
    if (tool !== 'wand') await painter.sizes(size)
    await painter.drags(...places.map(([x, y]) => [x / width, y / height] as const))
    await painter.seesItSaved()
  }

  async function savedMasks(): Promise<Mask[]> {
    await opened.app.stop()
    const engine = testEngine(place.path)
    const study = await engine.openStudy(join(place.path, 'study'))
    const masks: Mask[] = []
    for (const n of stems.keys()) {
      const own = (await LabelService.list(callIn(study), n + 1)).find((layer) => layer.own)
      if (own) masks.push(decodeMask((await LabelService.mask(study, own.id)).bytes))
    }
    await engine.close()
    return masks
  }
})
