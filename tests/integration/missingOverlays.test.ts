import { expect, it } from 'vitest'
import type { JobService } from '../../src/main/engine/jobs/JobService.ts'
import { settingOf } from '../../src/main/engine/store/settings.ts'
import { MissingOverlays } from '../../src/main/engine/training/MissingOverlays.ts'
import { reasonOf } from '../../src/shared/reasons/Refused.ts'
import { importing } from '../support/importing.ts'
import { takeMadeUpModel } from '../support/madeUpModel.ts'
import { writePairs } from '../support/TestStudy.ts'

/** What happens in the background happens soon, even where others use the machine. */
const SOON = { timeout: 20_000 }

const here = importing(['normal', 'lesion'])

/** A trainer whose first job ends at once, having done nothing, and whose others go on until they are cancelled. */
function trainer() {
  let asked = 0
  const askBehind = () => {
    asked++
    let cancel = () => {}
    const cancelled = new Promise((resolve) => {
      cancel = () =>
        resolve({ kind: 'failed', failure: { code: 'cancelled', reason: reasonOf('cancelled') } })
    })
    const finished = Promise.resolve({ kind: 'finished', answer: { labelled: 0, unreadable: 0 } })
    return { pid: undefined, outcome: asked === 1 ? finished : cancelled, cancel, pause: () => {} }
  }
  // All that is asked of it here.
  return { jobs: { askBehind } as unknown as JobService, asked: () => asked }
}

it('overlays that are wanted just as the last are done stay wanted until they are there', async () => {
  await writePairs(here.at('data'), 2)
  await here.bring(here.at('data/images'), { layout: 'folder' })
  await takeMadeUpModel(here.study, 'one')
  const { jobs, asked } = trainer()
  let wanted: Promise<void> | undefined
  const overlays = new MissingOverlays(here.study, jobs, ({ total }) => {
    // Nothing is at work any more, and it is about to be written down that nothing is wanted.
    if (asked() === 1 && total === 0) wanted ??= overlays.want()
  })
  await overlays.want()
  await expect.poll(asked, SOON).toBe(2)
  await wanted
  await overlays.stop()
  expect(await settingOf(here.study.store.db, 'overlays-wanted')).toBe('')
})
