import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { artefacts, hasBuild, hasChromium } from '../support/places.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { tamper } from '../support/tamper.ts'
import { User } from '../support/userLoop.ts'

const place = temporaryFolder()
const FRAMES = 12

describe.skipIf(!hasBuild || !hasChromium)('a study that somebody has changed by hand', () => {
  let opened: AppWindow

  beforeAll(async () => {
    const engine = testEngine(place.path)
    await studyOfPairs(engine, place.path, { count: FRAMES, side: 24 })
    await engine.close()
    tamper(join(place.path, 'study'), (catalogue) => {
      catalogue.exec("UPDATE layer SET author = 'somebody else'")
    })
    opened = await openWindow(join(place.path, 'home'))
  })
  afterAll(async () => {
    expect(opened.complaints).toEqual([])
    await opened.close()
    place.remove()
  })

  it('is told of in a list, as far as a screen holds it, and the check says what it cannot tell here', async () => {
    const { page } = opened
    const user = new User(page, 'checked')
    await user.opensStudy(join(place.path, 'study'))
    await user.goesTo('Study')
    await page.getByRole('button', { name: 'Backup' }).click()
    await page.getByRole('button', { name: 'Check this study' }).click()
    await page.getByText(/signed on another machine/).waitFor()
    const named = page.getByRole('listitem').filter({ hasText: /^A mask of frame \d+ has another author/ })
    await expect.poll(() => named.count()).toBe(10)
    // Of each the trail tells, and the seal of its row.
    await page.getByText(`And ${2 * FRAMES - 10} more.`).waitFor()
    for (const [width, height] of [
      [1366, 768],
      [2560, 1440],
    ] as const)
      for (const scheme of ['dark', 'light']) {
        await page.setViewportSize({ width, height })
        await page.evaluate(
          (s) => document.documentElement.setAttribute('data-mantine-color-scheme', s),
          scheme,
        )
        await page.screenshot({ path: join(artefacts, `checked-${width}-${scheme}.png`) })
      }
  })
})
