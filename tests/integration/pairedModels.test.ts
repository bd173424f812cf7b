import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { ModelService } from '../../src/main/engine/models/ModelService.ts'
import { discs } from '../support/discs.ts'
import { predicts, takeMadeUpModel } from '../support/madeUpModel.ts'
import { callIn } from '../support/me.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { tamper } from '../support/tamper.ts'

const SIDE = 32
const place = temporaryFolder()
afterEach(() => place.remove())

describe('two models side by side', () => {
  it('go on where an overlay is damaged, and name its frame', async () => {
    const folder = join(place.path, 'study')
    let engine = testEngine(place.path)
    const study = await studyOfFrames(engine, place.path, { count: 8, side: SIDE })
    const frames = study.index.ids({ split: 'train' }, undefined)
    for (const model of ['first', 'second']) {
      await takeMadeUpModel(study, model)
      for (const frame of frames)
        await predicts(study, model, frame, discs(SIDE, { value: 1, x: 16, y: 16, radius: 6 }))
    }
    const [broken = 0] = frames
    const layers = await LabelService.list(callIn(study), broken)
    const overlay = layers.find(({ author }) => author === 'first')?.id ?? expect.fail()
    await engine.close()
    tamper(folder, (catalogue) =>
      catalogue.prepare(`UPDATE revision SET mask = x'00' WHERE layer_id = ?`).run(overlay),
    )
    engine = testEngine(place.path)
    const call = callIn(await engine.openStudy(folder))
    const asked = { left: 'first', right: 'second', search: '', offset: 0, limit: 60 }
    const found = await ModelService.compare(call, asked)
    expect(found.total).toBe(frames.length)
    expect(found.frames.map(({ id, agreement }) => [id, agreement])).toEqual(
      frames.map((id) => [id, id === broken ? null : 1]),
    )
    await engine.close()
  })
})
