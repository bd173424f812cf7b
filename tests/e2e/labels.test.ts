import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyMask } from '../../src/shared/domain/mask.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { predicts, takeMadeUpModel } from '../support/madeUpModel.ts'
import { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'

const SIDE = 256
const place = temporaryFolder()

/** A square of one class that a model sees. */
function seen(value: number) {
  const mask = emptyMask(SIDE, SIDE)
  for (let y = 90; y < 170; y++) mask.data.fill(value, y * SIDE + 90, y * SIDE + 170)
  return mask
}

/**
 * Twelve frames of as many patients without masks, and two models that see something on each frame; the second is in
 * use. Returns frames to learn from and to judge by.
 */
async function makeStudy(): Promise<{ trained: string[]; judged: string }> {
  const engine = testEngine(place.path)
  const study = await studyOfFrames(engine, place.path, { count: 12, side: SIDE })
  for (const [model, value] of [
    ['one', 1],
    ['two', 2],
  ] as const) {
    await takeMadeUpModel(study, model)
    for (const frame of study.index.ids({}, undefined)) await predicts(study, model, frame, seen(value))
  }
  const named = async (split: 'train' | 'validation') => {
    const rows = await study.store.db.selectFrom('frame').select(['id', 'name']).execute()
    return study.index.ids({ split }, undefined).map((id) => rows.find((row) => row.id === id)?.name ?? '')
  }
  const [trained, [judged = '']] = [await named('train'), await named('validation')]
  await engine.close()
  return { trained, judged }
}

describe.skipIf(!hasBuild || !hasChromium)('a label', { timeout: 90_000 }, () => {
  let opened: AppWindow
  let page: Page
  let painter: Painter
  let trained: string[]
  let judged: string
  let complaints: string[]

  beforeAll(async () => {
    const study = await makeStudy()
    trained = study.trained
    judged = study.judged
    opened = await openWindow(place.path)
    page = opened.page
    complaints = opened.complaints
    painter = new Painter(page, 'labels')
    await painter.opensStudy(join(place.path, 'study'))
  })
  afterAll(async () => {
    expect(complaints).toEqual([])
    await opened.close()
    place.remove()
  })

  /** Opens a frame with all others before and after it. */
  const opens = async (name: string | undefined) => {
    await painter.goesTo('Library')
    await page.locator(`.tile[data-name="${name}"]`).click()
    await painter.looksAtTheFrame()
  }
  const frameNow = () => page.getByTestId('stage').getAttribute('data-frame')

  it('is not made by a dab that is taken back', async () => {
    await opens(trained[0])
    await painter.presses('2')
    await painter.takes('Brush')
    await painter.drags([0.3, 0.3], [0.5, 0.3])
    await painter.seesItSaved()
    await painter.expectsState('In progress')
    await painter.presses('Control+z')
    await painter.seesItSaved()
    await painter.expectsState('Untouched')
    await painter.expectsLabelled(0)
    await painter.photograph('untouched')
  })

  it('is said with one key: done, no lesion, or skipped, and the next frame comes', async () => {
    await opens(trained[0])
    await painter.presses('Control+Enter')
    await page.getByText('No lesion is painted here. If there is none, say "No lesion".').waitFor()
    await painter.drags([0.3, 0.3], [0.5, 0.3])
    await painter.seesItSaved()
    await painter.presses('Shift+Enter')
    await page.getByText('A lesion is painted here.', { exact: false }).waitFor()
    await painter.photograph('refused')
    await painter.finishes()
    await painter.expectsLabelled(1)
    await painter.expectsState('Untouched')
    const second = await frameNow()
    await painter.presses('Shift+Enter')
    await expect.poll(frameNow).not.toBe(second)
    await painter.expectsLabelled(2)
    const third = await frameNow()
    await painter.presses('Control+ ')
    await expect.poll(frameNow).not.toBe(third)
    await painter.expectsLabelled(2)

    await painter.goesTo('Library')
    const found = async (state: string) => {
      await page.getByRole('button', { name: /^More( \(\d+\))?$/ }).click()
      await page.getByRole('checkbox', { name: state, exact: true }).check()
      await page.waitForFunction(() => document.querySelectorAll('.tile').length === 1)
      const tile = await page.locator('.tile').getAttribute('data-state')
      await page.getByRole('checkbox', { name: state, exact: true }).uncheck()
      await painter.presses('Escape')
      return tile
    }
    expect(await found('Done')).toBe('done')
    expect(await found('No lesion')).toBe('noLesion')
    expect(await found('Skipped')).toBe('skipped')
    await painter.photograph('states')
  })

  it('is taken away by a command, and the mask stays', async () => {
    await opens(trained[0])
    await painter.expectsState('Done')
    await painter.presses('Control+k')
    await page.getByLabel('What do you want to do?').fill('no label')
    await page.getByRole('option', { name: 'This frame has no label' }).click()
    await painter.expectsLabelled(1)
    await page.getByText('This frame has no label any more.').waitFor()
    await painter.presses('Control+z')
    await painter.seesItSaved()
  })

  it('is not made on the next frame by Space or Enter after an overlay was taken over', async () => {
    await opens(trained[4])
    const labelled = await painter.labelledCount()
    await page.getByRole('button', { name: 'Accept overlay as my mask' }).click()
    await page.getByText('Overlay taken over, the frame counts as finished. Ctrl+Z takes it back.').waitFor()
    await painter.expectsLabelled(labelled + 1)
    const accepted = await frameNow()
    await opens(trained[5])
    expect(await frameNow()).not.toBe(accepted)
    await painter.presses(' ')
    await painter.presses('Enter')
    await page.waitForTimeout(500)
    await painter.expectsState('Untouched')
    await painter.expectsLabelled(labelled + 1)

    await opens(trained[4])
    await painter.expectsState('Done')
    await painter.presses('Control+z')
    await painter.seesItSaved()
    await painter.expectsState('Untouched')
    await painter.expectsLabelled(labelled)
  })

  it('of a held-out patient is the reader’s own: no overlay before it is finished, and none taken over', async () => {
    await opens(judged)
    await page.locator('.annotate-top').getByText('Validation patient').waitFor()
    await page.getByText('Hidden until you have finished a mask of your own', { exact: false }).waitFor()
    expect(await page.getByRole('button', { name: 'Accept overlay as my mask' }).count()).toBe(0)
    await painter.photograph('held-out')
    await painter.presses('2')
    await painter.takes('Brush')
    await painter.drags([0.3, 0.3], [0.5, 0.3])
    await painter.seesItSaved()
    await painter.presses('Control+Enter')
    await opens(judged)
    const accept = page.getByRole('button', { name: 'Accept overlay as my mask' })
    await accept.waitFor()
    expect(await accept.isDisabled()).toBe(true)
    expect(await accept.getAttribute('title')).toContain('their masks must be your own')
    await painter.goesTo('Library')
    await page.locator(`.tile[data-name="${judged}"] .held-out`).waitFor()
    await painter.photograph('held-out-finished')
  })

  it('is compared with the model in use: going back to an earlier one shows that one’s overlay, by its name', async () => {
    await opens(trained[6])
    await page.getByText('Model: Model 2, from two.pth').waitFor()
    await painter.goesTo('Models')
    await page
      .getByRole('row', { name: /Model 1, from one.pth/ })
      .getByRole('button', { name: 'Use', exact: true })
      .click()
    await page
      .getByText('could not label every frame', { exact: false })
      .or(page.getByText('Ready', { exact: true }))
      .first()
      .waitFor()
    await opens(trained[6])
    await page.getByText('Model: Model 1, from one.pth').waitFor()
    await painter.photograph('earlier-model')
  })
})
