import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { makeDoubtStudy } from '../support/doubtStudy.ts'
import { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium, hasTensorFlow } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

const place = temporaryFolder()
const study = join(place.path, 'study')

describe.skipIf(!hasBuild || !hasChromium || !hasTensorFlow)('a model’s doubts', { timeout: 180_000 }, () => {
  let opened: AppWindow
  let page: Page
  let painter: Painter

  beforeAll(async () => {
    await makeDoubtStudy(place.path)
    // What is kept of an overlay in the cache may go at any time; frame 2 is as a study of before has it.
    rmSync(join(study, 'cache', 'maps'), { recursive: true })
    opened = await openWindow(place.path)
    page = opened.page
    painter = new Painter(page, 'doubts')
    await painter.opensStudy(study)
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  const opensFrame = async (number: number, who = painter) => {
    await who.goesTo('Library')
    await who.page.locator(`.tile[data-name$="_0${number}.jpg"]`).click()
    await who.page.locator(`[data-testid="stage"][data-frame="${number}"]`).waitFor()
    await who.looksAtTheFrame()
  }
  const asks = (on = page) => on.getByRole('button', { name: 'Ask the model about this frame' })
  const chooses = (map: string) =>
    page.getByRole('combobox', { name: 'Where the model may be wrong' }).selectOption({ label: map })

  it('an overlay of an older model is marked, and renewed by a key without the canvas being made anew', async () => {
    await opensFrame(1)
    const mark = page.getByTestId('stale-overlay')
    await mark.getByText(/another model is in use by now/).waitFor()
    await painter.photograph('stale')
    // A step and a view that a canvas made anew would not have.
    await painter.takes('Brush')
    await painter.changes(() => painter.drags([0.3, 0.7], [0.36, 0.7]))
    await page.keyboard.press('Control+1')
    const zoom = await page
      .getByText(/^\d+ %$/)
      .first()
      .textContent()
    await page.keyboard.press('Shift+M')
    await page.getByRole('button', { name: 'Accept overlay as my mask' }).waitFor()
    await mark.waitFor({ state: 'hidden' })
    expect(
      await page
        .getByText(/^\d+ %$/)
        .first()
        .textContent(),
    ).toBe(zoom)
    await painter.changes(() => page.keyboard.press('Control+z'))
    expect(await painter.lesions()).toEqual([])
  })

  it('an overlay of before has no such maps: it says so, and has them once the model is asked again', async () => {
    await opensFrame(2)
    await chooses('Look-alikes')
    const missing = page.getByTestId('missing-map')
    await missing.getByText(/ask it about the frame again/).waitFor()
    const legend = page.getByTestId('heat-legend')
    await legend.getByText('Not known of this frame.').waitFor()
    await painter.photograph('before')
    await asks().click()
    await missing.waitFor({ state: 'hidden' })
    await legend.getByText('another class').waitFor()
    // The second net of a round is there at its end alone.
    await chooses('Second opinion')
    await missing.getByText(/only at the end of its round/).waitFor()
  })

  it('what is seen on a frame that is open comes up there, as when it is labelled with the whole study', async () => {
    await opensFrame(3)
    await page.getByText('No overlay of the model in use here.').waitFor()
    const other = new Painter(await page.context().newPage(), 'doubts-beside')
    await other.page.goto(new URL(page.url()).origin)
    await opensFrame(3, other)
    await asks(other.page).click()
    const accept = (on: Page) => on.getByRole('button', { name: 'Accept overlay as my mask' })
    await accept(other.page).waitFor()
    await accept(page).waitFor()
    await page.getByTestId('heat-choice').waitFor()
    await other.page.close()
  })

  it('each map is chosen from one list, says in a sentence what it shows, and is as strong as wanted', async () => {
    await opensFrame(3)
    await asks().click()
    const panel = page.getByTestId('heat-choice')
    await panel.waitFor()
    await chooses('Uncertainty')
    await panel.getByText('Where the model cannot decide what the tissue is.').waitFor()
    await expect.poll(() => opacityAt(page, painter)).toBeGreaterThan(60)
    const strong = await opacityAt(page, painter)
    const slider = page.getByRole('slider', { name: 'Strength of Uncertainty' })
    await slider.focus()
    await page.keyboard.press('Home')
    await expect.poll(() => opacityAt(page, painter)).toBeLessThan(strong / 3)
    await page.keyboard.press('End')
    await expect.poll(() => opacityAt(page, painter)).toBeGreaterThan(strong)
    for (const map of ['Lesion likelihood', 'Mix-up', 'Unclear edges', 'Look-alikes']) {
      await chooses(map)
      await page.getByTestId('heat-legend').getByText(map, { exact: true }).waitFor()
      expect(await page.getByTestId('missing-map').count()).toBe(0)
    }
    await painter.photograph('maps')
    await chooses('Uncertainty')
    await chooses('Off')
    await expect.poll(() => opacityAt(page, painter)).toBe(0)
    // A key brings back the one that was looked at last.
    await painter.moves([0.5, 0.5])
    await painter.presses('u')
    await expect.poll(() => opacityAt(page, painter)).toBeGreaterThan(60)
    await painter.presses('u')
    await expect.poll(() => opacityAt(page, painter)).toBe(0)
  })

  it('a frame that judges models offers nothing of it', async () => {
    await opensFrame(4)
    await page.getByText(/hidden until you have finished a mask of your own/).waitFor()
    expect(await asks().count()).toBe(0)
    await page.keyboard.press('Shift+M')
    await page.getByText(/kept apart to judge the models/).waitFor()
    await painter.photograph('held-out')
    expect(opened.complaints).toEqual([])
  })
})

/** How opaque what lies over the middle of the frame is, 0 to 255: the heat map and the overlays. */
async function opacityAt(page: Page, painter: Painter): Promise<number> {
  const stage = await page.getByTestId('stage').boundingBox()
  const { x, y } = painter.at([0.5, 0.5])
  return page.evaluate(
    ([left, top]) => {
      const layers = [...document.querySelectorAll<HTMLCanvasElement>('[data-testid="stage"] canvas')]
      const canvas = layers.at(-3)
      const context = canvas?.getContext('2d')
      if (!canvas || !context) throw new Error('There is no such layer.')
      const [, , , alpha = 0] = context.getImageData(left, top, 1, 1).data
      return alpha
    },
    [Math.round(x - (stage?.x ?? 0)), Math.round(y - (stage?.y ?? 0))] as const,
  )
}
