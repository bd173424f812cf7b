import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { ModelService } from '../../src/main/engine/models/ModelService.ts'
import { decodeMask } from '../../src/shared/domain/rle.ts'
import { callIn, me } from '../support/me.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { smallRound } from '../support/rounds.ts'
import { loco, studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'

const place = temporaryFolder()
const folder = join(place.path, 'study')
let engine: Engine
beforeAll(async () => {
  engine = testEngine(place.path)
  await studyOfPairs(engine, place.path, { count: 16 })
})
afterAll(async () => {
  await engine.close()
  place.remove()
})

async function learns(initial: string) {
  const { id } = await engine.training.start(me, smallRound(12, { initial }))
  return engine.training.ended(id)
}

describe.skipIf(!hasBuild || !hasTensorFlow)('a class that comes after the first round', () => {
  it('is learned by the next one on top of what the model knows, and both are judged on all classes', {
    timeout: 180_000,
  }, async () => {
    expect(await learns('none')).toMatchObject({ state: 'finished', verdict: { overall: 'first' } })
    const { study } = engine
    await CatalogueService.setClasses(callIn(study), [...study.classes, { name: 'cyst', colour: '#57c785' }])
    for (const split of ['train', 'validation'] as const) {
      const [frame = 0] = study.index.ids({ split }, undefined)
      const data = new Uint8Array(20 * 20).fill(2)
      const { encodeMask } = await import('../../src/shared/domain/rle.ts')
      const patch = encodeMask({ width: 20, height: 20, data })
      await LabelService.paint(callIn(study), {
        frame,
        stroke: `stroke-${split}`,
        base: 1,
        x: 0,
        y: 0,
        patch,
      })
    }
    expect((await engine.training.outlook()).framesWithClass[2]).toBe(1)

    const second = await learns('champion')
    expect(second).toMatchObject({ state: 'finished', message: null })
    expect(second.verdict?.overall).not.toBe('first')
    // The earlier model never finds the class that it does not have; both numbers are numbers.
    const cyst = second.verdict?.perClass[2]
    expect(cyst?.before).toBe(0)
    expect(cyst?.now).toBeGreaterThanOrEqual(0)
    expect(Number.isFinite(second.verdict?.change)).toBe(true)
    const [newest, oldest] = await ModelService.list(study)
    expect([newest?.iou?.length, oldest?.iou?.length]).toEqual([3, 2])
  })

  it('is no obstacle for the model of before: it predicts and is evaluated', {
    timeout: 120_000,
  }, async () => {
    const [, oldest] = await ModelService.list(engine.study)
    const short = oldest?.id.slice(0, 8) ?? ''
    await engine.close()
    const scores = loco('evaluate', folder, '--model', short, '--split', 'validation')
    expect(scores['iou']).toEqual([expect.any(Number), expect.any(Number), 0])
    expect(loco('predict', folder, '--model', short)).toMatchObject({ frames: expect.any(Number) as unknown })
    const study = await engine.openStudy(folder)
    const layers = await LabelService.list(
      callIn(study),
      study.index.ids({ split: 'train' }, undefined)[0] ?? 0,
    )
    const own = layers.find((layer) => layer.author === oldest?.id)
    const { bytes } = await LabelService.mask(study, own?.id ?? 0)
    expect(Math.max(...decodeMask(bytes).data)).toBeLessThan(2)
  })
})
