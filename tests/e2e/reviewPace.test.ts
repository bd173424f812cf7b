import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { callIn } from '../support/me.ts'
import { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { submits } from '../support/regionsStudy.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'

const FRAMES = 30
const SIZE = { width: 1920, height: 1080 }
/** Findings of a frame, by its number: 1 to 3. */
const findings = (frame: number) => 1 + (frame % 3)
/** One in five findings is rejected. */
const isRejected = (nth: number) => nth % 5 === 4
const place = temporaryFolder()
const study = join(place.path, 'study')

/** Frames as an endoscope's, with findings that a reader has submitted. */
async function makeStudy(): Promise<void> {
  const images = join(place.path, 'images')
  mkdirSync(images, { recursive: true })
  for (let frame = 1; frame <= FRAMES; frame++) {
    const noise = { type: 'gaussian', mean: 90 + frame, sigma: 24 } as const
    await sharp({ create: { width: 480, height: 270, channels: 3, background: '#000', noise } })
      .resize(SIZE)
      .jpeg({ quality: 88 })
      .toFile(join(images, `P1_E1_${String(frame).padStart(2, '0')}.jpg`))
  }
  const engine = testEngine(place.path)
  const open = await engine.createStudy(study, ['normal', 'benign', 'malignant'])
  const groupBy = { kind: 'regex', pattern: /^(P\d+)_(E\d+)/u } as const
  await ImportService.importPaths(callIn(open), [images], { layout: 'folder', groupBy }, () => {})
  for (let frame = 1; frame <= FRAMES; frame++) {
    const data = new Uint8Array(SIZE.width * SIZE.height)
    for (let n = 0; n < findings(frame); n++)
      for (let y = -110; y <= 110; y++)
        for (let x = -150; x <= 150; x++)
          if ((x / 150) ** 2 + (y / 110) ** 2 <= 1)
            data[(540 + y + 40 * ((frame + n) % 5)) * SIZE.width + 400 + 520 * n + x] = 1 + (n % 2)
    await submits(open, 'Lin', frame, { ...SIZE, data })
  }
  await engine.close()
}

describe.skipIf(!hasBuild || !hasChromium)(
  'thirty frames of real size under review',
  { timeout: 180_000 },
  () => {
    let opened: AppWindow
    let page: Page
    let painter: Painter

    beforeAll(async () => {
      await makeStudy()
      opened = await openWindow(place.path)
      page = opened.page
      painter = new Painter(page, 'review-pace')
      await painter.opensStudy(study)
      await page.getByRole('navigation').getByRole('button', { name: 'Review', exact: true }).click()
      await page.getByRole('tab', { name: 'Review' }).click()
      await page.locator('.page').getByRole('button', { name: 'Review', exact: true }).click()
    })
    afterAll(async () => {
      await opened.close()
      place.remove()
    })

    it('are gone through by keys alone, one or two a finding', async () => {
      let keys = 0
      let nth = 0
      const waits: number[] = []
      const press = async (key: string) => {
        keys++
        await painter.presses(key)
      }
      const began = Date.now()
      for (let frame = 1; frame <= FRAMES; frame++) {
        const before = Date.now()
        const desk = page.locator(`.annotate-desk:has([data-testid="stage"][data-frame="${frame}"])`)
        await desk.locator('.finding-row[aria-current="true"][data-says="open"]').waitFor()
        waits.push(Date.now() - before)
        for (let n = 0; n < findings(frame); n++) {
          // A frame of which nothing stands asks what is to become of it.
          if (isRejected(nth++) && findings(frame) > 1) {
            await press('q')
            await press('2')
          } else await press('y')
        }
      }
      await page.getByText('That was the last frame of this list.').waitFor()
      const seconds = (Date.now() - began) / 1000
      const sorted = waits.slice(1).toSorted((a, b) => a - b)
      process.stdout.write(
        `Review of ${FRAMES} frames of ${SIZE.width}×${SIZE.height} px: ${keys} keys, ${(keys / FRAMES).toFixed(1)} a frame, ${seconds.toFixed(1)} s; the next frame was there after ${sorted[Math.floor(sorted.length / 2)]} ms in the middle, ${sorted.at(-1)} ms at most.\n`,
      )
      const accepted = inTables<{ frames: number }>(
        study,
        `SELECT count(DISTINCT frame_id) AS frames FROM verdict WHERE says = 'accepted'`,
      )
      expect(accepted).toEqual([{ frames: FRAMES }])
      const regions = Array.from({ length: FRAMES }, (_, i) => findings(i + 1)).reduce((a, b) => a + b, 0)
      expect(keys).toBeLessThanOrEqual(2 * regions)
    })
  },
)
