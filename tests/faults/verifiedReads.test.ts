import { appendFileSync, existsSync, readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ExportService } from '../../src/main/engine/export/ExportService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import { collectRoundData } from '../../src/main/engine/training/roundData.ts'
import { framePath } from '../../src/main/files/originals.ts'
import { emptyMask, type Mask } from '../../src/shared/domain/mask.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { addMadeUpModel, predicts, takeMadeUpModel } from '../support/madeUpModel.ts'
import { callIn } from '../support/me.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'
import { isClear, NOTHING_WRONG, saysWhat, tallyOf } from '../support/tally.ts'
import { tamper } from '../support/tamper.ts'

const SIDE = 72
/** Frames that the reader painted, and one that nobody did. */
const [ONE, BETWEEN, OTHER] = [1, 2, 3]
let place: ReturnType<typeof temporaryFolder>
let engine: Engine
const folder = () => join(place.path, 'study')

const disc = (x: number): Mask => {
  const mask = emptyMask(SIDE, SIDE)
  for (let i = 0; i < mask.data.length; i++)
    if (Math.hypot((i % SIDE) - x, Math.floor(i / SIDE) - 30) < 8) mask.data[i] = 1
  return mask
}

const paint = (study: OpenStudy, frame: number, base: number, mask: Mask, restores: number | null = null) =>
  LabelService.paint(callIn(study), {
    frame,
    stroke: `stroke-${frame}-${base}`,
    base,
    x: 0,
    y: 0,
    patch: encodeMask(mask),
    restores,
  })

/** Three frames of an examination: two painted twice and one finished, one empty; a model has seen all three. */
beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  const study = await studyOfFrames(engine, place.path, { count: 3, side: SIDE, of: 'examination' })
  await takeMadeUpModel(study, 'model')
  for (const frame of [ONE, BETWEEN, OTHER]) await predicts(study, 'model', frame, disc(40))
  for (const frame of [ONE, OTHER]) {
    await paint(study, frame, 0, disc(20))
    await paint(study, frame, 1, disc(30))
  }
  await LabelService.declare(callIn(study), { frame: ONE, base: 2, as: 'done' })
  await engine.close()
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const layerOf = async (study: OpenStudy, frame: number, kind: 'reader' | 'model') =>
  (await LabelService.list(callIn(study), frame)).find((layer) => layer.kind === kind)?.id ?? 0

const exported = async (study: OpenStudy, layer = 'reader') => {
  const options = { format: 'png', out: join(place.path, 'out'), filter: {}, images: true, pseudonyms: false }
  const { rejected } = await ExportService.exportFrames(callIn(study), { ...options, layer }, () => {})
  return rejected.map(({ reason }) => reason)
}

/** What is done with a damaged mask of the reader's, and fails for it. */
const withMask: Readonly<Record<string, (study: OpenStudy) => Promise<unknown>>> = {
  paint: (study) => paint(study, ONE, 2, disc(50)),
  'undo by painting': (study) => paint(study, ONE, 2, disc(20), 1),
  'ask for what undo brings back': async (study) =>
    LabelService.before(callIn(study), await layerOf(study, ONE, 'reader'), 2),
  'redo by painting': (study) => paint(study, ONE, 2, disc(30), 2),
  confirm: (study) => LabelService.confirm(callIn(study), ONE, 2),
  'say that it is finished': (study) =>
    LabelService.declare(callIn(study), { frame: ONE, base: 2, as: 'done' }),
  skip: (study) => LabelService.declare(callIn(study), { frame: ONE, base: 2, as: 'skipped' }),
  'take an overlay over': async (study) =>
    LabelService.accept(callIn(study), ONE, await layerOf(study, ONE, 'model'), 2),
  copy: async (study) => LabelService.mask(study, await layerOf(study, ONE, 'reader')),
  interpolate: (study) => LabelService.interpolate(callIn(study), ONE, OTHER),
  open: (study) => LabelService.opened(callIn(study), ONE),
  outline: (study) => LabelService.outlines(callIn(study), ONE),
  'collect for a round': (study) => collectRoundData(study),
}

const withOverlay: Readonly<Record<string, (study: OpenStudy) => Promise<unknown>>> = {
  'take it over': async (study) =>
    LabelService.accept(callIn(study), ONE, await layerOf(study, ONE, 'model'), 2),
  open: (study) => LabelService.opened(callIn(study), ONE),
  compare: (study) => LabelService.compare(callIn(study), { now: 'model', before: null }),
}

const revisions = () => inTables<object>(folder(), 'SELECT id, sha256 FROM revision ORDER BY id')
const states = () =>
  inTables<object>(folder(), 'SELECT id, state, painted, label_layer FROM frame ORDER BY id')

/** Tries each use of something damaged: it has to fail with a sentence, and to leave all tables as they were. */
async function refusesEach(name: string, uses: typeof withMask): Promise<void> {
  const tally = tallyOf(`${name} is damaged, and used`)
  const study = await engine.openStudy(folder())
  const before = [revisions(), states()]
  for (const use of Object.values(uses)) {
    tally.tried++
    const error = await use(study).then(
      () => undefined,
      (cause: unknown) => cause,
    )
    if (error === undefined || JSON.stringify([revisions(), states()]) !== JSON.stringify(before))
      tally.lost++
    else if (!isClear(error)) tally.unclear++
  }
  expect(tally).toEqual({ tried: Object.keys(uses).length, ...NOTHING_WRONG })
}

/** Turns the newest mask of a layer into another one, whole and readable, without its hash. */
const swapMask = (kind: 'reader' | 'model') =>
  tamper(folder(), (catalogue) => {
    catalogue
      .prepare(
        `UPDATE revision SET mask = ? WHERE layer_id =
          (SELECT id FROM layer WHERE frame_id = ? AND kind = ?)`,
      )
      .run(Buffer.from(encodeMask(disc(60))), ONE, kind)
  })

it('a damaged mask is used for nothing, and nothing is written on top of it', async () => {
  swapMask('reader')
  await refusesEach('a mask', withMask)
  expect((await exported(engine.study)).every(saysWhat)).toBe(true)
  expect(await CatalogueService.info(engine.study)).toMatchObject({ frames: 3 })
})

it('a damaged overlay is used for nothing, and no work on the frame fails for it', async () => {
  swapMask('model')
  await refusesEach('an overlay', withOverlay)
  expect(await exported(engine.study, 'model')).toMatchObject([{ name: 'maskChanged' }])
  // What is counted beside the work leaves it out.
  const said = { frame: ONE, base: 2, as: 'done' } as const
  expect(await LabelService.declare(callIn(engine.study), said)).toMatchObject({ state: 'done' })
  await addMadeUpModel(engine.study, 'another')
})

it('damaged probabilities are told from sound ones', async () => {
  tamper(folder(), (catalogue) => catalogue.exec(`UPDATE probability SET data = zeroblob(length(data))`))
  await refusesEach('what a model was sure of', {
    open: (study) => LabelService.doubts(callIn(study), ONE),
  })
})

it('a damaged original is shown, exported and thumbnailed by nobody', async () => {
  const rows = inTables<{ sha256: string; extension: string }>(folder(), 'SELECT * FROM frame')
  for (const { sha256, extension } of rows) appendFileSync(framePath(folder(), sha256, extension), 'x')
  const thumbnails = join(folder(), 'cache/thumbnails')
  if (existsSync(thumbnails))
    for (const name of readdirSync(thumbnails, { recursive: true, withFileTypes: true }))
      if (name.isFile()) truncateSync(join(name.parentPath, name.name), 0)
  await refusesEach('an original', {
    show: (study) => CatalogueService.image(study, ONE, 'full'),
  })
  expect(await exported(engine.study)).toMatchObject(rows.map(() => ({ name: 'imageChanged' })))
})
