import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { writeVerdict } from '../../src/main/engine/store/review/writeVerdict.ts'
import { kappaOf } from '../../src/shared/domain/agreement/kappa.ts'
import { crossTableOf } from '../../src/shared/domain/crossTable.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { readersPage } from '../../src/shared/html/readers/readersPage.ts'
import { codeOf } from '../support/connected.ts'
import { type Disc, discs } from '../support/discs.ts'
import { predicts, takeMadeUpModel } from '../support/madeUpModel.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { type Person, paintWhole, person, submit } from '../support/twoReaders.ts'

const SIDE = 40
const LESION = { value: 1, x: 20, y: 20, radius: 9 }
const WISH = { px: 2, mm: 0.5 }
let place: ReturnType<typeof temporaryFolder>
let engine: Engine
let as: Record<'anna' | 'berta' | 'carl', Person>

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await studyOfFrames(engine, place.path, { count: 6, side: SIDE })
  as = { anna: person(engine, 'anna'), berta: person(engine, 'berta'), carl: person(engine, 'carl') }
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

type Name = 'anna' | 'berta' | 'carl'
const reads = (who: Name, frame: number, ...all: Disc[]) =>
  submit(engine, who, as[who], frame, discs(SIDE, ...all))
const found = (wish: Partial<Parameters<Person['agreement']['found']>[0]> = {}) =>
  as.carl.agreement.found({ ...WISH, ...wish })
const assign = (frame: number, reader: string) =>
  engine.study.store.db
    .insertInto('assignment')
    .values(({ selectFrom }) => ({
      examination_id: selectFrom('frame').select('examination_id').where('id', '=', frame),
      reader,
      assigned_by: 'carl',
      at: new Date().toISOString(),
      due: null,
    }))
    .execute()

describe('two readers of the same frames', () => {
  it('are compared by pair and class, the most disputed frame first', async () => {
    const wider = { ...LESION, radius: 10.5 }
    await reads('anna', 1, LESION)
    await reads('berta', 1, LESION)
    await reads('anna', 2, LESION)
    await reads('berta', 2, wider)
    await reads('anna', 3, LESION)
    await reads('berta', 3, { ...LESION, value: 2 })
    await reads('anna', 4)
    await reads('berta', 4)
    // Only one has come to it.
    await reads('anna', 5, LESION)
    const { pairs, frames, mostDisputed, months, readers } = await found()
    expect([frames, readers]).toEqual([4, ['anna', 'berta']])
    expect(pairs).toHaveLength(1)
    const [pair] = pairs
    expect(pair).toMatchObject({ readers: ['anna', 'berta'], frames: 4, lesionFree: 1 })
    expect(pair?.classes.map(({ class: c, frames: n, surfaceMm }) => [c, n, surfaceMm])).toEqual([
      [1, 3, null],
      [2, 1, null],
    ])
    // On one frame as the other, on one a little wider, on one not at all.
    const [benign] = pair?.classes ?? []
    expect(benign?.dice).toBeGreaterThan(0.6)
    expect(benign?.dice).toBeLessThan(2 / 3)
    expect(benign?.surface).toBeCloseTo(2 / 3, 6)
    expect(pair?.disputed.edge).toBeGreaterThan(0)
    expect(pair?.disputed.class).toBeGreaterThan(0)
    expect(pair?.disputed.missed).toBe(0)
    const table = crossTableOf(
      encodeMask(concatenated(LESION, LESION, LESION)),
      encodeMask(concatenated(LESION, wider, { ...LESION, value: 2 })),
    )
    expect(pair?.kappa).toBeCloseTo(kappaOf(table ?? new Float64Array()) ?? 0, 12)
    expect(mostDisputed.map(({ id }) => id)).toEqual([3, 2])
    expect(months).toMatchObject([{ frames: 4 }])
  })

  it('count for nobody while a frame is read blind, and while one is not finished', async () => {
    await assign(1, 'anna')
    await assign(1, 'berta')
    await assign(1, 'carl')
    await reads('anna', 1, LESION)
    await reads('berta', 1, LESION)
    await reads('anna', 2, LESION)
    await paintWhole(as.berta, 2, discs(SIDE, LESION))
    expect(await found()).toMatchObject({ frames: 0, blind: 1, pairs: [], mostDisputed: [] })
    await reads('carl', 1, LESION)
    const { frames, blind, pairs } = await found()
    expect([frames, blind]).toEqual([1, 0])
    expect(pairs.map(({ readers }) => readers.join())).toEqual(['anna,berta', 'anna,carl', 'berta,carl'])
  })

  it('are compared anew where one of them goes on, and in mm once it is known what a pixel measures', async () => {
    await reads('anna', 1, LESION)
    await reads('berta', 1, { ...LESION, radius: 13 })
    const before = await found()
    expect(before.pairs[0]?.classes[0]?.surface).toBeLessThan(0.5)
    await as.anna.frames.calibrate({ id: 1, mmPerPixel: 0.1 })
    // 0.5 mm are 5 px, and nothing lies further out.
    expect((await found()).pairs[0]?.classes[0]).toMatchObject({ calibrated: 1, surfaceMm: 1 })
    expect((await found({ px: 5 })).pairs[0]?.classes[0]?.surface).toBe(1)
    await reads('berta', 1, LESION)
    expect((await found()).pairs[0]).toMatchObject({ kappa: 1, dice: 1 })
  })

  it('are told of for some readers, one class, one light', async () => {
    await reads('anna', 1, LESION)
    await reads('berta', 1, { ...LESION, value: 2 })
    await reads('carl', 1, LESION)
    const pairs = async (wish: Parameters<typeof found>[0]) =>
      (await found(wish)).pairs.map(({ readers, classes }) => [readers.join(), classes.map((c) => c.class)])
    expect(await pairs({ readers: ['anna', 'berta'] })).toEqual([['anna,berta', [1, 2]]])
    expect(await pairs({ readers: ['anna', 'berta'], class: 2 })).toEqual([['anna,berta', [2]]])
    const other = (await as.anna.frames.get({ id: 1, filter: {} })).frame.modality === 'NBI' ? 'WLI' : 'NBI'
    expect(await found({ modality: other })).toMatchObject({ frames: 0, pairs: [] })
  })

  it('leave out a mask that the disk has damaged, and say so', async () => {
    await reads('anna', 1, LESION)
    await reads('berta', 1, LESION)
    const { db } = engine.study.store
    await sql`DROP TRIGGER revision_no_update`.execute(db)
    await sql`UPDATE revision SET sha256 = ${'0'.repeat(64)} WHERE id = (SELECT max(id) FROM revision)`.execute(
      db,
    )
    expect(await found()).toMatchObject({ damaged: 1, frames: 0, pairs: [] })
  })

  it('are looked at by those who oversee alone', async () => {
    expect(await codeOf(person(engine, 'dora', ['see', 'label']).agreement.found(WISH))).toBe('NOT_ALLOWED')
  })
})

describe('the report of the readers', () => {
  const days = { from: '2026-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' }

  it('says what each did, how alike they are, and what was returned and why', async () => {
    await takeMadeUpModel(engine.study, 'one')
    await predicts(engine.study, 'one', 1, discs(SIDE, LESION))
    const [overlay] = (await as.anna.frames.open({ id: 1, filter: {} })).layers
    await as.anna.layers.accept({ frame: 1, layer: overlay?.id ?? 0, base: 0 })
    await reads('anna', 2, LESION, { ...LESION, y: 36, radius: 3 })
    await reads('berta', 2, LESION)
    const { db } = engine.study.store
    const layer = await db
      .selectFrom('layer')
      .select('id')
      .where('author', '=', 'berta')
      .executeTakeFirstOrThrow()
    await db.transaction().execute((transaction) =>
      writeVerdict(transaction, 'rita', {
        frame: 2,
        says: 'returned',
        layer: { id: layer.id, revision: 1 },
        reason: 'missedLesion',
      }),
    )
    const { report, csv } = await as.carl.agreement.report(days)
    expect(report.readers).toMatchObject([
      { reader: 'anna', frames: 2, lesions: 3, taken: 1, same: 1, returned: [] },
      { reader: 'berta', frames: 1, lesions: 1, returned: [{ reason: 'missedLesion', masks: 1 }] },
    ])
    expect(report.pairs).toMatchObject([{ readers: ['anna', 'berta'], frames: 1 }])
    const lines = csv.trimEnd().split('\n')
    expect(lines.map((line) => line.split(',')[0])).toEqual(['reader', 'anna', 'berta'])
    expect(lines.every((line) => line.split(',').length === lines[0]?.split(',').length)).toBe(true)
    const page = readersPage({ report, study: 'A & <B>', language: 'zh', version: 'test' })
    expect(page).toContain('遗漏病变')
    expect(page).toContain('A &amp; &lt;B&gt;')
    const patients = await db.selectFrom('patient').select('code').execute()
    const names = await db.selectFrom('frame').select('name').execute()
    for (const { name } of names) expect(page + csv).not.toContain(name)
    for (const { code } of patients) expect(csv.split(/[\n,]/u)).not.toContain(code)
  })

  it('is of a time', async () => {
    await reads('anna', 1, LESION)
    await reads('berta', 1, LESION)
    expect((await as.carl.agreement.report(days)).report.readers).toHaveLength(2)
    const { report } = await as.carl.agreement.report({ to: '2020-01-01T00:00:00Z' })
    expect(report).toMatchObject({ readers: [], pairs: [], from: null, to: '2020-01-01T00:00:00Z' })
  })
})

/** Several frames as one mask, a row each, with a last one on which nothing is. */
function concatenated(...all: Disc[]) {
  const parts = [...all.map((disc) => discs(SIDE, disc)), discs(SIDE)]
  const data = new Uint8Array(SIDE * SIDE * parts.length)
  for (const [i, part] of parts.entries()) data.set(part.data, i * SIDE * SIDE)
  return { width: SIDE, height: SIDE * parts.length, data }
}
