import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { discs } from '../support/discs.ts'
import { predicts, takeMadeUpModel } from '../support/madeUpModel.ts'
import { callIn } from '../support/me.ts'
import { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { Trips } from '../support/Trips.ts'

const SIDE = 200
const FRAMES = 8
const place = temporaryFolder()
const at = (...names: string[]) => join(place.path, ...names)

/** One film, each of whose frames has a mask under way and an overlay of the model in use. */
async function makeStudy(): Promise<void> {
  const engine = testEngine(place.path)
  const study = await studyOfFrames(engine, place.path, { count: FRAMES, side: SIDE, of: 'examination' })
  await takeMadeUpModel(study, 'made-up')
  const mask = discs(SIDE, { value: 1, x: 100, y: 100, radius: 30 })
  for (let frame = 1; frame <= FRAMES; frame++) {
    const stroke = { frame, stroke: `stroke-${frame}`, base: 0, x: 0, y: 0 }
    await LabelService.paint(callIn(study), { ...stroke, patch: encodeMask(mask) })
    await predicts(study, 'made-up', frame, mask)
  }
  await engine.close()
}

describe.skipIf(!hasBuild || !hasChromium)('what a window asks of the engine', { timeout: 120_000 }, () => {
  let opened: AppWindow
  let page: Page
  let painter: Painter
  let trips: Trips

  beforeAll(async () => {
    await makeStudy()
    opened = await openWindow(place.path)
    page = opened.page
    trips = new Trips(page)
    await page.reload()
    painter = new Painter(page, 'trips')
    await painter.opensStudy(at('study'))
    await painter.goesTo('Library')
    await page.locator('.tile').nth(2).click()
    await painter.looksAtTheFrame()
    // The list that is gone through is made, and the neighbours are opened.
    await page.getByText('Frame 3 of 8', { exact: true }).waitFor()
    await trips.settled(3000)
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  const goesOnTo = async (frame: number) => {
    await painter.presses('f')
    await page.locator(`.annotate-canvas[data-frame="${frame}"]`).waitFor()
  }
  const another = async (name: string) => {
    const other = new Painter(await page.context().newPage(), name)
    await other.page.goto(page.url())
    await other.goesTo('Library')
    return other
  }

  it('on the way to the next frame: the one after it; and where one rests, that it be read for a box', async () => {
    for (const frame of [4, 5]) {
      await goesOnTo(frame)
      expect(await trips.settled()).toEqual(['frames.open', 'assist.prepare'])
    }
  })

  it('after a stroke: the film, and the frame again where one leaves it', async () => {
    await painter.changes(() => painter.drags([0.5, 0.25], [0.6, 0.25]))
    // That a hand is down, for whatever learns beside it.
    expect(await trips.settled()).toEqual(['layers.painting', 'layers.paint', 'frames.page'])
    await goesOnTo(6)
    expect(await trips.settled()).toEqual(['frames.open', 'frames.open', 'assist.prepare'])
  })

  it("on the way to another film: where it is, and what is asked for of any film's frame", async () => {
    await painter.presses('Control+ArrowRight')
    expect(await trips.settled()).toEqual(['frames.nextExamination'])
  })

  it('after a stroke of somebody else on the film: the film, and the frame painted on where one goes there', async () => {
    const other = await another('trips-other')
    await other.page.locator('.tile').nth(6).click()
    await other.looksAtTheFrame()
    expect(await trips.settled()).toEqual([])
    await other.changes(() => other.drags([0.5, 0.75], [0.6, 0.75]))
    expect(await trips.settled()).toEqual(['frames.page'])
    const theirs = await other.area()
    await other.page.close()
    await page.bringToFront()
    await goesOnTo(7)
    await painter.looksAtTheFrame()
    expect(await trips.settled()).toEqual(['frames.open', 'frames.open', 'assist.prepare'])
    await expect.poll(() => painter.area()).toBe(theirs)
  })

  it('after a stroke of somebody else, in the library: the page and the outlines of that frame', async () => {
    await painter.goesTo('Library')
    await trips.settled()
    const other = await another('trips-library')
    await other.page.locator('.tile').nth(1).click()
    await other.looksAtTheFrame()
    await other.changes(() => other.drags([0.5, 0.75], [0.6, 0.75]))
    expect((await trips.settled()).sort()).toEqual(['frames.page', 'layers.outlines'])
    // That a frame is finished is also told beside the frames.
    await other.presses('Control+Enter')
    await painter.expectsLabelled(1)
    expect(new Set(await trips.settled())).toEqual(
      new Set(['frames.page', 'layers.outlines', 'study.current', 'catalogue.choices', 'queue.next']),
    )
  })
})
