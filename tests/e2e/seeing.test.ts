import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faintPlaceholders, faults } from '../support/axe.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import type { Disc } from '../support/discs.ts'
import { outOfReach, overlaps } from '../support/layout.ts'
import { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { colleagues, makeSeeingStudy, mine, models, SIDE } from '../support/seeingStudy.ts'
import { speaks } from '../support/speaks.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

const place = temporaryFolder()
const screens = ['library', 'annotate', 'review', 'train', 'models', 'study'] as const

describe.skipIf(!hasBuild || !hasChromium)('what there is to see', { timeout: 180_000 }, () => {
  let opened: AppWindow
  let page: Page
  let painter: Painter
  let complaints: string[]

  beforeAll(async () => {
    await makeSeeingStudy(place.path)
    opened = await openWindow(place.path)
    page = opened.page
    complaints = opened.complaints
    painter = new Painter(page, 'seeing')
    await painter.opensStudy(join(place.path, 'study'))
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  const tile = (number: number) => page.locator(`.tile[data-name$="_0${number}.jpg"]`)
  const opensFrame = async (number: number) => {
    await painter.goesTo('Library')
    await tile(number).click()
    await page.locator(`[data-testid="stage"][data-frame="${number}"]`).waitFor()
    await painter.looksAtTheFrame()
  }
  const linesOn = (number: number) =>
    tile(number)
      .getByTestId('tile-lines')
      .evaluateAll((all) =>
        all.map((svg) => [Number(svg.getAttribute('data-mask')), Number(svg.getAttribute('data-model'))]),
      )

  it('shows my mask, the model’s and a colleague’s as outlines that differ, dark, light and in colour', async () => {
    await opensFrame(1)
    await page.getByRole('button', { name: 'Show Reader colleague' }).click()
    await painter.moves([0.02, 0.02])
    await expect.poll(async () => (await drawn(page, painter, colleagues, -3)).share).toBeGreaterThan(0)
    await painter.photograph('outlines')
    const own = await drawn(page, painter, mine, -2)
    const model = await drawn(page, painter, models, -3)
    const other = await drawn(page, painter, colleagues, -3)
    // Solid, dashed, dotted: how much of the circle is drawn, and in how many stretches.
    expect(own).toMatchObject({ share: 1, stretches: 1, inside: 0 })
    expect(model.inside + other.inside).toBe(0)
    expect(model.share).toBeLessThan(0.85)
    expect(model.share).toBeGreaterThan(0.4)
    expect(other.stretches / colleagues.radius).toBeGreaterThan(1.4 * (model.stretches / models.radius))
    for (const found of [own, model, other]) {
      expect(found.dark).toBeGreaterThan(20)
      expect(found.light).toBeGreaterThan(20)
      expect(found.coloured).toBeGreaterThan(20)
    }
  })

  it('fills my mask while a key or a button is held, and never two layers alike', async () => {
    const inside = async (disc: Disc, layer: -2 | -3) => (await drawn(page, painter, disc, layer)).inside
    await page.keyboard.down('z')
    await expect.poll(() => inside(mine, -2)).toBe(1)
    await painter.photograph('filled')
    await page.keyboard.up('z')
    await expect.poll(() => inside(mine, -2)).toBe(0)
    await page.getByRole('button', { name: 'Fill my mask while held (Z)' }).hover()
    await page.mouse.down()
    await expect.poll(() => inside(mine, -2)).toBe(1)
    await page.mouse.up()
    await expect.poll(() => inside(mine, -2)).toBe(0)
    await page.getByRole('button', { name: /^Fill My mask/ }).click()
    await expect.poll(() => inside(mine, -2)).toBe(1)
    await page.getByRole('button', { name: /^Fill Model/ }).click()
    await expect.poll(() => inside(models, -3)).toBe(1)
    expect(await inside(mine, -2)).toBe(0)
    await page.getByRole('button', { name: /^Only the outline of Model/ }).click()
  })

  it('says what the colours of a heat map mean', async () => {
    const list = page.getByRole('combobox', { name: 'Where the model may be wrong' })
    await list.selectOption({ label: 'Uncertainty' })
    const legend = page.getByTestId('heat-legend')
    await legend.getByText('sure', { exact: true }).waitFor()
    await legend.getByText('could be any class').waitFor()
    await painter.photograph('legend')
    await list.selectOption({ label: 'Off' })
    await legend.waitFor({ state: 'hidden' })
  })

  it('draws outlines on the tiles with one switch, and none of the model’s on held-out frames', async () => {
    await painter.goesTo('Library')
    await expect.poll(() => linesOn(1)).toEqual([[1, 1]])
    await expect.poll(() => linesOn(3)).toEqual([[0, 2]])
    // Held out: hidden until the reader has finished a mask there, as frame 6 shows.
    expect(await linesOn(5)).toEqual([])
    await expect.poll(() => linesOn(6)).toEqual([[1, 1]])
    await painter.photograph('tiles')
    const switches = page.getByRole('radiogroup', { name: 'Outlines on the tiles' })
    await switches.getByText('My mask').click()
    await expect.poll(() => linesOn(1)).toEqual([[1, 0]])
    await switches.getByText('Model').click()
    await expect.poll(() => linesOn(1)).toEqual([[0, 1]])
    await switches.getByText('Off').click()
    await expect.poll(() => linesOn(1)).toEqual([])
    await page.reload()
    await tile(1).waitFor()
    expect(await linesOn(1)).toEqual([])
    await switches.getByText('Both').click()
  })

  it('orders by disagreement, says how much it is, and orders anew after a correction', async () => {
    const order = () =>
      page
        .locator('.tile')
        .evaluateAll((all) =>
          all.map((one) => [
            Number(/_0(\d)\.jpg/.exec(one.getAttribute('data-name') ?? '')?.[1]),
            one.querySelector('[data-testid="disagreement"]')?.textContent ?? null,
          ]),
        )
    await page.getByRole('combobox', { name: 'Order' }).click()
    await page.getByRole('option', { name: 'Most disagreement' }).click()
    await expect.poll(async () => (await order()).map(([number]) => number)).toEqual([1, 6, 2, 3, 4, 5])
    const before = await order()
    expect(before[0]?.[1]).toBe('differs 100 %')
    expect(before[2]?.[1]).toMatch(/^differs 1\d %$/)
    expect(before.slice(3).map(([, value]) => value)).toEqual([null, null, null])
    await painter.photograph('by-disagreement')
    // Frame 1 taken over from the model: nothing is left to disagree about.
    await opensFrame(1)
    await page.getByRole('button', { name: 'Accept overlay as my mask' }).click()
    await painter.seesItSaved()
    await painter.goesTo('Library')
    await expect.poll(async () => (await order()).map(([number]) => number)).toEqual([6, 2, 1, 3, 4, 5])
    expect((await order())[2]?.[1]).toBe('differs 0 %')
    await page.getByRole('combobox', { name: 'Order' }).click()
    await page.getByRole('option', { name: 'By patient' }).click()
  })

  it('takes no speck over with an overlay, here and on the disk alike', async () => {
    await opensFrame(3)
    await page.getByRole('button', { name: 'Accept overlay as my mask' }).click()
    await expect.poll(() => painter.lesions()).toHaveLength(1)
    await painter.seesItSaved()
    const [area] = await painter.lesions()
    await page.reload()
    await opensFrame(3)
    await expect.poll(() => painter.lesions()).toEqual([area])
  })

  it('says it where AI assist can do nothing, and why', async () => {
    for (const [frame, why] of [
      [4, 'No model has looked at this frame yet.'],
      [5, 'Model help is off here'],
    ] as const) {
      await opensFrame(frame)
      await painter.takes('AI assist')
      await page.getByTestId('no-assist').getByText(why).waitFor()
      await painter.moves([0.5, 0.5])
      const cursor = await page.getByTestId('stage').evaluate((stage) => getComputedStyle(stage).cursor)
      expect(cursor).toBe('not-allowed')
    }
    await painter.photograph('no-assist')
    await painter.takes('Brush')
  })

  it('covers no save line with what it says', async () => {
    for (const [width, height] of [
      [1366, 768],
      [1024, 768],
      [683, 384],
    ] as const) {
      await page.setViewportSize({ width, height })
      await opensFrame(2)
      await page.keyboard.press('v')
      const toast = page.locator('.mantine-Notification-root').first()
      await toast.waitFor()
      await page.waitForTimeout(400)
      if (width === 683) await painter.photograph('toast')
      const [box, line] = [await toast.boundingBox(), await page.locator('.annotate-saved').boundingBox()]
      if (!box || !line) throw new Error('Something is not shown.')
      const isBeside = box.x + box.width <= line.x || box.x >= line.x + line.width
      expect(isBeside || box.y + box.height <= line.y || box.y >= line.y + line.height).toBe(true)
      await toast.getByRole('button').click()
      await toast.waitFor({ state: 'hidden' })
    }
    await page.setViewportSize({ width: 1366, height: 768 })
  })

  it('has room for everything in small and zoomed windows, with all panels open', async () => {
    const found: string[] = []
    const look = async (what: string) => {
      for (const fault of [...(await outOfReach(page)), ...(await overlaps(page))])
        found.push(`${what}: ${fault}`)
    }
    await page.evaluate(() => {
      for (const name of ['classes', 'layers', 'lesions', 'picture', 'marks'])
        localStorage.setItem(`loco-section-${name}`, 'true')
    })
    await page.reload()
    // A mask from another frame brings its notice.
    await opensFrame(4)
    await painter.changes(() => painter.presses('Shift+R'))
    await page.getByRole('button', { name: 'It is right' }).waitFor()
    for (const [width, height] of [
      [1024, 768],
      [683, 384],
      [1366, 768],
      [2560, 1440],
    ] as const) {
      await page.setViewportSize({ width, height })
      for (const screen of screens) {
        await rail(page, screen).click()
        await page.waitForTimeout(400)
        await look(`${screen} at ${width}`)
        await painter.photograph(`${screen}-${width}`)
      }
      await painter.goesTo('Annotate')
      await page.getByRole('button', { name: 'It is right' }).waitFor()
      await painter.presses('F1')
      await page.getByRole('dialog').waitFor()
      await look(`keys at ${width}`)
      await painter.presses('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    }
    await page.setViewportSize({ width: 1366, height: 768 })
    expect(found).toEqual([])
  })

  it('has no fault of any weight that axe knows, in both themes and languages', async () => {
    const found = new Set<string>()
    const look = async (what: string) => {
      // Colours in passing are nobody's.
      await page.waitForTimeout(300)
      for (const fault of [...(await faults(page)), ...(await faintPlaceholders(page))])
        found.add(`${what}: ${fault}`)
    }
    // Contrast is the theme's, names and order are the language's: each of both is looked at once.
    for (const [language, scheme] of [
      ['en', 'dark'],
      ['zh', 'light'],
    ] as const) {
      await page.evaluate((s) => localStorage.setItem('mantine-color-scheme-value', s), scheme)
      await page.reload()
      for (const screen of screens) {
        await rail(page, screen).click()
        if (screen === 'annotate') await painter.seesTheCanvas()
        await look(`${screen}, ${scheme}, ${language}`)
        await painter.photograph(`${screen}-${scheme}-${language}`)
      }
      await rail(page, 'annotate').click()
      for (const key of ['F1', 'F2', 'Control+k']) {
        await painter.seesTheCanvas()
        await painter.presses(key)
        await page.getByRole('dialog').waitFor()
        await look(`${key}, ${scheme}, ${language}`)
        await painter.presses('Escape')
        await page.getByRole('dialog').waitFor({ state: 'hidden' })
      }
      await page.getByRole('button', { name: /^(About this LoCo Studio|关于此 LoCo Studio)$/ }).click()
      await page.getByRole('dialog').getByText(place.path, { exact: true }).waitFor()
      await look(`about, ${scheme}, ${language}`)
      await painter.photograph(`about-${scheme}-${language}`)
      await painter.presses('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await page.locator('.rail > button').nth(screens.length).click()
      await page.locator('.start').waitFor()
      await look(`start, ${scheme}, ${language}`)
      await page.reload()
      await page.locator('.rail').waitFor()
      if (language === 'en') await speaks(page, 'zh')
    }
    await speaks(page, 'en')
    expect([...found]).toEqual([])
    expect(complaints).toEqual([])
  })
})

const rail = (page: Page, screen: (typeof screens)[number]) =>
  page.locator('.rail > button').nth(screens.indexOf(screen))

/**
 * How a disc is drawn on a layer of the stage, counted from the last: the share of its edge that shows a line, in how many
 * stretches, the share of its middle that is filled, and how many pixels near the edge are dark, light and coloured.
 */
async function drawn(page: Page, painter: Painter, { x, y, radius, value }: Disc, layer: -2 | -3) {
  const scale = painter.scaleOf(SIDE)
  const stage = await page.getByTestId('stage').boundingBox()
  const centre = painter.at([x / SIDE, y / SIDE])
  const at = { x: centre.x - (stage?.x ?? 0), y: centre.y - (stage?.y ?? 0), radius: radius * scale }
  return page.evaluate(
    ({ at: disc, layer: from, red }) => {
      const layers = [...document.querySelectorAll<HTMLCanvasElement>('[data-testid="stage"] canvas')]
      const canvas = layers.at(from)
      const context = canvas?.getContext('2d')
      if (!canvas || !context) throw new Error('There is no such layer.')
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
      const pixel = (dx: number, dy: number) => {
        const i = 4 * (Math.round(disc.y + dy) * canvas.width + Math.round(disc.x + dx))
        return [...data.subarray(i, i + 4)] as [number, number, number, number]
      }
      const steps = 720
      const line: boolean[] = []
      let [dark, light, coloured, inside] = [0, 0, 0, 0]
      for (let step = 0; step < steps; step++) {
        const [dx, dy] = [Math.cos((2 * Math.PI * step) / steps), Math.sin((2 * Math.PI * step) / steps)]
        let isDrawn = false
        for (let off = -4; off <= 3; off += 0.5) {
          const [r, g, b, a] = pixel(dx * (disc.radius + off), dy * (disc.radius + off))
          if (a < 200) continue
          isDrawn = true
          if (Math.max(r, g, b) < 60) dark++
          else if (Math.min(r, g, b) > 215) light++
          else if (red ? r > b + 80 : b > r + 80) coloured++
        }
        line.push(isDrawn)
        if ((pixel(dx * 0.5 * disc.radius, dy * 0.5 * disc.radius)[3] ?? 0) > 40) inside++
      }
      return {
        share: line.filter(Boolean).length / steps,
        stretches: Math.max(1, line.filter((on, i) => on && !line.at(i - 1)).length),
        inside: inside / steps,
        dark,
        light,
        coloured,
      }
    },
    { at, layer, red: value === 2 },
  )
}
