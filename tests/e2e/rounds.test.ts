import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWindow, openWindow, type ServedApp, serveApp } from '../support/browser.ts'
import { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium, hasTensorFlow } from '../support/places.ts'
import { killBelow } from '../support/processes.ts'
import { goThroughTwoRounds } from '../support/roundsStory.ts'
import { makeStoryStudy, type Truth } from '../support/storyStudy.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

describe.skipIf(!hasBuild || !hasChromium || !hasTensorFlow)(
  'two rounds in a browser',
  { timeout: 600_000 },
  () => {
    const place = temporaryFolder()
    let truth: Truth
    let opened: AppWindow
    /** As it was started last. */
    let app: ServedApp

    beforeAll(async () => {
      truth = await makeStoryStudy(place.path)
      opened = await openWindow(place.path)
      app = opened.app
    }, 120_000)
    afterAll(async () => {
      await opened.browser.close()
      await app.stop()
      place.remove()
    })

    it('as a clinic goes through them, whatever dies on the way', async () => {
      const painter = new Painter(opened.page, 'rounds')
      await goThroughTwoRounds({
        painter,
        truth,
        opensTheStudy: () => painter.opensStudy(join(place.path, 'story')),
        killsTheTrainer: async () => killBelow(app.pid, 'trainer.js'),
        killsTheEngine: async () => {
          process.kill(app.pid, 'SIGKILL')
          await opened.page.getByText('Nothing can be saved at the moment.').waitFor()
          app = await serveApp(place.path, Number(new URL(app.address).port))
          await opened.page.getByText('Ready', { exact: true }).waitFor({ timeout: 60_000 })
        },
      })
      expect(opened.complaints).toEqual([])
    })
  },
)
