import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { rights } from '../../src/shared/domain/roles.ts'
import { connected } from '../support/connected.ts'
import { discs } from '../support/discs.ts'
import { predicts, takeMadeUpModel } from '../support/madeUpModel.ts'
import { studyOfFrames, temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'

const SIDE = 32
let place: ReturnType<typeof temporaryFolder>
let engine: Engine
let as: Record<'anna' | 'berta', ReturnType<typeof connected>>

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await studyOfFrames(engine, place.path, { count: 6, side: SIDE })
  as = {
    anna: connected({ engine, actor: { name: 'anna', rights } }),
    berta: connected({ engine, actor: { name: 'berta', rights } }),
  }
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const disc = (value: number, x: number) => discs(SIDE, { value, x, y: 16, radius: 6 })
const paint = (who: 'anna' | 'berta', frame: number, value: number) => {
  const patch = Buffer.from(encodeMask(disc(value, who === 'anna' ? 8 : 24))).toString('base64')
  return as[who].layers.paint({ frame, stroke: `${who}-stroke`, base: 0, x: 0, y: 0, patch })
}
/** What the trail says since a row: who did what. */
const trail = async (from: number) => {
  const rows = await engine.study.store.db
    .selectFrom('audit')
    .select(['actor', 'action'])
    .where('seq', '>', from)
    .orderBy('seq')
    .execute()
  return rows.map(({ actor, action }) => `${actor}: ${action}`)
}
const rowsSoFar = async () => {
  const all = await engine.study.store.db.selectFrom('audit').select('seq').execute()
  return Math.max(...all.map(({ seq }) => seq))
}

describe('two people on one engine', () => {
  it('paint two layers of a frame, each under their name, also at once', async () => {
    const before = await rowsSoFar()
    const [annas, bertas] = await Promise.all([paint('anna', 1, 1), paint('berta', 1, 2)])
    expect([annas.revision, bertas.revision]).toEqual([1, 1])
    expect(annas.layer).not.toBe(bertas.layer)
    const seenBy = async (who: 'anna' | 'berta') =>
      (await as[who].frames.open({ id: 1, filter: {} })).layers.map(({ author, own, areas }) => [
        author,
        own,
        areas.findLastIndex((pixels) => pixels > 0),
      ])
    expect(await seenBy('anna')).toEqual([
      ['anna', true, 1],
      ['berta', false, 2],
    ])
    expect(await seenBy('berta')).toEqual([
      ['berta', true, 2],
      ['anna', false, 1],
    ])
    expect((await trail(before)).sort()).toEqual(['anna: stroke', 'berta: stroke'])
  })

  it('leave their names on all that they do', async () => {
    const { anna, berta } = as
    const before = await rowsSoFar()
    await paint('anna', 1, 1)
    await anna.layers.declare({ frame: 1, base: 1, as: 'done' })
    await berta.layers.declare({ frame: 2, base: 0, as: 'noLesion' })
    await anna.catalogue.tag({ frames: { ids: [1] }, name: 'unsure' })
    const { action } = await berta.catalogue.hide({ frames: { ids: [3] }, hidden: true })
    await anna.catalogue.undo({ action })
    await berta.catalogue.writeNote({ frame: 1, text: 'seen' })
    await anna.frames.calibrate({ id: 1, mmPerPixel: 0.1 })
    await berta.study.rename({ name: 'Larynx' })
    await anna.study.setClasses({
      classes: ['normal', 'benign', 'malignant', 'cyst'].map((name) => ({ name, colour: '#57c785' })),
    })
    await writePairs(join(place.path, 'more'), 7, SIDE)
    for await (const _ of await berta.bring.intoOpen({ paths: [join(place.path, 'more')] }));
    expect(await trail(before)).toEqual([
      'anna: stroke',
      'anna: declare',
      'berta: declare',
      'anna: tag unsure',
      'berta: hide',
      'anna: undo',
      'berta: note',
      'anna: calibrate',
      'berta: rename',
      'anna: set-classes',
      'berta: add-patients',
      'berta: import',
    ])
    expect(await verifyStudy(engine.study.store)).toEqual([])
  })

  it('choose models under their names', async () => {
    await takeMadeUpModel(engine.study, 'one')
    await takeMadeUpModel(engine.study, 'two')
    const before = await rowsSoFar()
    await as.anna.models.use({ id: 'one' })
    await as.berta.models.use({ id: 'two' })
    expect(await trail(before)).toEqual(['anna: use-model', 'berta: use-model'])
  })

  it('are each kept from an overlay that would sway them, until their own mask is finished', async () => {
    const [judged = 0] = engine.study.index.ids({ split: 'validation' }, undefined)
    await takeMadeUpModel(engine.study, 'one')
    await predicts(engine.study, 'one', judged, disc(1, 16))
    await paint('anna', judged, 1)
    await as.anna.layers.declare({ frame: judged, base: 1, as: 'done' })
    const seesModel = async (who: 'anna' | 'berta') => {
      const { layers, probabilities, place } = await as[who].frames.open({ id: judged, filter: {} })
      return {
        layers: layers.some(({ kind }) => kind === 'model'),
        outlines: (await as[who].layers.outlines({ frame: judged })).model !== null,
        summary: place.frame.predicted.length > 0,
        probabilities: probabilities !== null,
      }
    }
    const all = (seen: boolean) => ({ layers: seen, outlines: seen, summary: seen, probabilities: seen })
    expect(await seesModel('anna')).toEqual(all(true))
    expect(await seesModel('berta')).toEqual(all(false))
  })
})
