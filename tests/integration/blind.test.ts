import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { rights } from '../../src/shared/domain/roles.ts'
import { codeOf, connected } from '../support/connected.ts'
import { discs } from '../support/discs.ts'
import { predicts, takeMadeUpModel } from '../support/madeUpModel.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'

const SIDE = 32
const FRAME = 1
let place: ReturnType<typeof temporaryFolder>
let engine: Engine
let as: Record<'anna' | 'berta' | 'carla', ReturnType<typeof connected>>

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await studyOfFrames(engine, place.path, { count: 4, side: SIDE, of: 'examination' })
  const client = (name: string) => connected({ engine, actor: { name, rights } })
  as = { anna: client('anna'), berta: client('berta'), carla: client('carla') }
  await as.carla.catalogue.setSplit({ patients: ['frame'], split: 'train' })
  await takeMadeUpModel(engine.study, 'model')
  await predicts(engine.study, 'model', FRAME, disc(1))
  const of = { patients: ['frame'] }
  await as.carla.work.assign({ of, readers: ['anna', 'berta'], due: null })
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const disc = (value: number) => discs(SIDE, { value, x: 12, y: 16, radius: 8 })
const malignant = Buffer.from(encodeMask(disc(2))).toString('base64')

async function reads(who: 'anna' | 'berta', frame = FRAME, mask = malignant) {
  const stroke = `${who}-${frame}-stroke`
  const painted = await as[who].layers.paint({ frame, stroke, base: 0, x: 0, y: 0, patch: mask })
  const said = await as[who].layers.declare({ frame, base: painted.revision, as: 'done' })
  return { painted, said }
}

/** Everything that the contract answers about masks of a frame, or makes of them, as somebody is told it. */
async function toldTo(who: keyof typeof as, layer: number) {
  const client = as[who]
  const filter = {}
  const shown = { filter, offset: 0, limit: 10 }
  const passing = async (narrow: object) => (await client.frames.page({ ...shown, filter: narrow })).total
  const [opened, over, page, got, outlines, overview, patients] = await Promise.all([
    client.frames.open({ id: FRAME, filter }),
    client.frames.over({ id: FRAME }),
    client.frames.page(shown),
    client.frames.get({ id: FRAME, filter }),
    client.layers.outlines({ frame: FRAME }),
    client.catalogue.overview(),
    client.frames.patients({}),
  ])
  const { open: __, ...ways } = await waysOf(client)
  return {
    authors: [opened.layers, over.layers].map((layers) =>
      layers.filter(({ kind }) => kind === 'reader').map(({ author }) => author),
    ),
    rows: [opened.place.frame, page.frames[0], got.frame].map((row) => [
      row?.state,
      row?.labelled,
      row?.painted,
      row?.disagreement,
    ]),
    tile: outlines.mask,
    mask: await codeOf(client.layers.mask({ layer })),
    before: await client.layers.before({ layer, revision: 1 }),
    own: await client.layers.own({ frame: FRAME }),
    stages: opened.review.readers.map(({ name, stage, layer: its }) => [name, stage, its?.id ?? null]),
    counted: [overview.labelled, overview.byClass.map(({ painted }) => painted), patients[0]?.labelled],
    compared: (await client.models.sees({ id: 'model' })).frames.length,
    learned: await learnedFrom(client),
    edits: (await client.models.edits()).rows.length,
    queued: (await client.queue.next({ count: 10 })).frames.map(({ frame }) => frame).includes(FRAME),
    filters: {
      painted: await passing({ painted: [2] }),
      labelled: await passing({ labelled: true }),
      done: await passing({ states: ['done'] }),
      disagrees: await passing({ disagreement: 0.1 }),
      reader: await passing({ reader: 'anna' }),
    },
    ways,
  }
}

const waysOf = async (client: ReturnType<typeof connected>) => ({
  open: await client.frames.nextOpen({ id: 2, filter: {} }),
  first: (await client.frames.freeze({ filter: { labelled: true } })).total,
})

const learnedFrom = async (client: ReturnType<typeof connected>) => {
  const { labelled, framesWithClass, byPatient } = await client.training.outlook()
  return [labelled, framesWithClass[2] ?? 0, byPatient.length]
}

const NOTHING = {
  learned: [0, 0, 0],
  edits: 0,
  queued: true,
  tile: null,
  mask: 'LAYER_NOT_FOUND',
  before: null,
  own: null,
  counted: [0, [0, 0], 0],
  compared: 0,
  filters: { painted: 0, labelled: 0, done: 0, disagrees: 0, reader: 0 },
  ways: { first: 0 },
}

describe('a frame that two are to read', () => {
  it('tells nobody anything of another’s mask until both have submitted', async () => {
    const { painted, said } = await reads('anna')
    expect(said.state).toBe('done')
    for (const who of ['berta', 'carla'] as const) {
      const told = await toldTo(who, painted.layer)
      expect(told, who).toMatchObject(NOTHING)
      expect(told.authors, who).toEqual([[], []])
      for (const row of told.rows) expect(row, who).toEqual(['untouched', false, [], null])
      expect(told.stages).toEqual([
        ['anna', null, null],
        ['berta', null, null],
      ])
    }
    // One sees one's own all the same.
    const own = await toldTo('anna', painted.layer)
    expect(own.authors).toEqual([['anna'], ['anna']])
    expect(own.rows[0]?.[0]).toBe('done')
    expect(own.filters).toMatchObject({ painted: 1, labelled: 1, reader: 1 })
  })

  it('is told to both, and everybody, once they have', async () => {
    const first = await reads('anna')
    const second = await reads('berta')
    expect(second.painted.state).toBe('inProgress')
    for (const who of ['anna', 'berta', 'carla'] as const) {
      const told = await toldTo(who, first.painted.layer)
      expect(told.authors.map((names) => names.toSorted())).toEqual([
        ['anna', 'berta'],
        ['anna', 'berta'],
      ])
      expect(told.mask).toBeNull()
      expect(told.stages).toEqual([
        ['anna', 'submitted', first.painted.layer],
        ['berta', 'submitted', second.painted.layer],
      ])
      expect(told.rows[0]?.[0]).toBe('done')
      expect(told.learned).toEqual([1, 1, 1])
      expect([told.edits, told.queued]).toEqual([1, false])
    }
  })

  it('answers strokes with the painter’s own state, and keeps their hands off the other’s label', async () => {
    await reads('anna')
    const patch = malignant
    const stroke = { frame: FRAME, stroke: 'berta-1-stroke', base: 0, x: 0, y: 0, patch }
    expect((await as.berta.layers.paint(stroke)).state).toBe('inProgress')
    expect((await as.berta.layers.paint(stroke)).state).toBe('inProgress')
    expect((await as.berta.layers.declare({ frame: FRAME, base: 1, as: 'skipped' })).state).toBe('inProgress')
    expect((await as.anna.frames.get({ id: FRAME, filter: {} })).frame.state).toBe('done')
  })

  it('waits for each of them by itself', async () => {
    await reads('anna')
    const mine = async (who: 'anna' | 'berta') => (await as[who].work.lists()).mine
    expect([await mine('anna'), await mine('berta')]).toEqual([3, 4])
    const next = await as.berta.frames.nextOpen({ id: 4, filter: {} })
    expect(next).toEqual({ next: FRAME })
    expect(await as.anna.frames.nextOpen({ id: 4, filter: {} })).toEqual({ next: 2 })
  })

  it('is to settle where their masks differ, and to review where they do not', async () => {
    const other = Buffer.from(encodeMask(disc(1))).toString('base64')
    await reads('anna')
    await reads('berta', FRAME, other)
    await reads('anna', 2)
    await reads('berta', 2)
    expect(await as.carla.work.lists()).toMatchObject({ toSettle: 1, toReview: 1 })
  })
})
