import { join } from 'node:path'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { addRound, judgedAt } from './budgetStudy.ts'
import { discs } from './discs.ts'
import { predicts } from './madeUpModel.ts'
import { callIn } from './me.ts'
import { makeQueueStudy } from './queueStudy.ts'
import { testEngine } from './TestStudy.ts'

const SIDE = 384

/**
 * The study of the queue with a short round and four rounds of 20 to 90 labels, some overlays of its model taken over, as they were and
 * corrected, and some frames painted beside it; the last round's model sees its validation frames.
 */
export async function makeWorthStudy(folder: string): Promise<{ readonly lastModel: string }> {
  await makeQueueStudy(folder, true)
  const engine = testEngine(folder)
  const study = await engine.openStudy(join(folder, 'study'))
  await CatalogueService.rename(callIn(study), 'Larynx "A" & <B>')
  await label(study)
  await addRound(study, { labelled: 30, frames: judgedAt(30), options: { steps: 90 } })
  let last = { model: '' }
  for (const labelled of [20, 40, 60, 90])
    last = await addRound(study, { labelled, frames: judgedAt(labelled) })
  for (const frame of study.index.ids({ split: 'validation' }, undefined)) {
    await predicts(study, last.model, frame, discs(SIDE, { value: 1, x: 190, y: 200, radius: 44 }))
    await paints(study, frame, 40)
  }
  await engine.close()
  return { lastModel: last.model }
}

async function label(study: OpenStudy): Promise<void> {
  const frames = study.index.ids({ split: 'train' }, undefined)
  for (const [n, frame] of frames.slice(0, 12).entries()) {
    if (n >= 9) {
      await paints(study, frame, 50)
      continue
    }
    const layers = await LabelService.list(callIn(study), frame)
    const { revision } = await LabelService.accept(callIn(study), frame, layers[0]?.id ?? 0, 0)
    if (n % 2 === 0) await paints(study, frame, 30 + n, revision)
  }
}

/** Paints a disc over all of a frame and says that it is finished. */
async function paints(study: OpenStudy, frame: number, radius: number, base = 0): Promise<void> {
  const patch = encodeMask(discs(SIDE, { value: 1 + (frame % 2), x: 150 + 3 * frame, y: 200, radius }))
  const { revision } = await LabelService.paint(callIn(study), {
    ...{ frame, stroke: `worth-${frame}`, base, x: 0, y: 0, patch },
  })
  await LabelService.declare(callIn(study), { frame, base: revision, as: 'done' })
}
