import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TrailService } from '../../src/main/engine/audit/TrailService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { codeOf } from '../support/connected.ts'
import { discs } from '../support/discs.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { type Person, paintWhole, person, submit } from '../support/twoReaders.ts'

const SIDE = 32
const mask = (value = 1) => discs(SIDE, { value, x: 16, y: 16, radius: 7 })
let place: ReturnType<typeof temporaryFolder>
let engine: Engine
let as: Record<'anna' | 'berta', Person>

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await studyOfFrames(engine, place.path, { count: 4, side: SIDE })
  as = { anna: person(engine, 'anna'), berta: person(engine, 'berta') }
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const told = async (wish: Parameters<Person['trail']['page']>[0]) =>
  (await as.berta.trail.page(wish)).rows.map(({ actor, action }) => `${actor}: ${action}`)

describe('the trail', () => {
  it('is read newest first, by person, by what was done, by frame, by name, by day, in stretches', async () => {
    await submit(engine, 'anna', as.anna, 1, mask())
    await submit(engine, 'berta', as.berta, 2, mask())
    await as.anna.catalogue.tag({ frames: { ids: [1, 2] }, name: 'unsure' })
    const { action } = await as.berta.catalogue.hide({ frames: { ids: [2] }, hidden: true })
    await as.berta.catalogue.undo({ action })
    expect(await told({ person: 'anna' })).toEqual(['anna: tag unsure', 'anna: declare', 'anna: stroke'])
    expect(await told({ action: 'tag' })).toEqual(['anna: tag unsure'])
    expect(await told({ frame: 2 })).toEqual([
      ...['berta: undo', 'berta: hide', 'anna: tag unsure', 'berta: declare', 'berta: stroke'],
      expect.stringContaining(': import'),
    ])
    expect(await told({ frame: 3 })).toEqual([expect.stringContaining(': import')])
    expect(await told({ search: 'FRAME-00' })).toEqual(['anna: declare', 'anna: stroke'])
    expect(await told({ search: 'no frame is called that' })).toEqual([])
    expect(await told({ to: '2020-01-01T00:00:00Z' })).toEqual([])
    expect(await told({ from: '2020-01-01T00:00:00Z', person: 'anna' })).toHaveLength(3)
    const first = await as.anna.trail.page({ limit: 2 })
    const second = await as.anna.trail.page({ limit: 200, before: first.next ?? 0 })
    expect(second.next).toBeNull()
    const all = [...first.rows, ...second.rows].map(({ seq }) => seq)
    expect(all).toEqual(Array.from({ length: all.length }, (_, i) => all.length - i))
    expect(await as.anna.trail.choices()).toMatchObject({
      people: expect.arrayContaining(['anna', 'berta']),
      actions: expect.arrayContaining(['declare', 'hide', 'stroke', 'tag', 'undo']),
    })
  })

  it('tells undo as what it is, and shows the mask as it was then', async () => {
    await paintWhole(as.anna, 1, mask())
    const base64 = (one: ReturnType<typeof discs>) => Buffer.from(encodeMask(one)).toString('base64')
    await as.anna.layers.paint({
      ...{ frame: 1, stroke: 'takes-back', base: 1, x: 0, y: 0, patch: base64(discs(SIDE)) },
      restores: 0,
    })
    const { rows } = await as.berta.trail.page({ frame: 1, limit: 2 })
    expect(rows.map(({ mask: saved }) => [saved?.revision, saved?.restores])).toEqual([
      [2, 0],
      [1, null],
    ])
    expect(JSON.parse(rows[0]?.detail ?? '')).toMatchObject({ restores: 0 })
    const layer = rows[1]?.mask?.layer ?? 0
    const { frame, mask: then } = await as.berta.trail.mask({ layer, revision: 1 })
    expect(frame).toBe(1)
    expect(then).toBe(base64(mask()))
    expect(await codeOf(as.berta.trail.mask({ layer, revision: 9 }))).toBe('LAYER_NOT_FOUND')
  })

  it("shows nobody another's mask of a frame that is read blind still", async () => {
    const examination = await engine.study.store.db
      .selectFrom('frame')
      .select('examination_id')
      .where('id', '=', 1)
      .executeTakeFirstOrThrow()
    for (const reader of ['anna', 'berta'])
      await engine.study.store.db
        .insertInto('assignment')
        .values({ ...examination, reader, assigned_by: 'carl', at: new Date().toISOString(), due: null })
        .execute()
    await submit(engine, 'anna', as.anna, 1, mask())
    const [row] = (await as.berta.trail.page({ person: 'anna', action: 'stroke' })).rows
    const wanted = { layer: row?.mask?.layer ?? 0, revision: 1 }
    expect(await codeOf(as.berta.trail.mask(wanted))).toBe('FRAME_LOCKED')
    expect(await codeOf(as.anna.trail.mask(wanted))).toBeNull()
    await submit(engine, 'berta', as.berta, 1, mask())
    expect(await codeOf(as.berta.trail.mask(wanted))).toBeNull()
  })

  it('is read by those who oversee, and taken out by those who keep', async () => {
    const reviewer = person(engine, 'rita', ['see', 'oversee'])
    expect(await codeOf(person(engine, 'dora', ['see', 'label']).trail.page({}))).toBe('NOT_ALLOWED')
    expect(await codeOf(reviewer.trail.page({}))).toBeNull()
    const file = join(place.path, 'trail.csv')
    expect(await codeOf(reviewer.trail.export({ as: 'csv', file, wish: {} }))).toBe('NOT_ALLOWED')
  })
})

describe('an exported trail', () => {
  const at = (name: string) => join(place.path, name)
  const exported = async (name: string, wish = {}) => {
    await as.anna.trail.export({ as: 'json', file: at(name), wish })
    return JSON.parse(readFileSync(at(name), 'utf8')) as { rows: { seq: number; actor: string }[] }
  }
  const check = async (name: string, home = place.path) => {
    const { problems, notes } = await TrailService.check(at(name), home)
    return {
      problems: problems.map((p) => [p.name, ...Object.values(p.values)]),
      notes: notes.map((n) => n.name),
    }
  }
  /** Writes the file anew with other rows, as somebody does who knows how it is made. */
  const changed = (name: string, change: (rows: Record<string, unknown>[]) => unknown[]) => {
    const file = JSON.parse(readFileSync(at(name), 'utf8')) as { rows: Record<string, unknown>[] }
    const { signature, rows, ...head } = file as typeof file & { signature: string }
    const lines = change(rows).map((row) => `\n${JSON.stringify(row)}`)
    const text = `${JSON.stringify(head).slice(0, -1)},"rows":[${lines.join(',')}\n],"signature":${JSON.stringify(signature)}}\n`
    writeFileSync(at('changed.json'), text)
  }

  it('is a table that no spreadsheet runs, with every row, and a row of its own', async () => {
    await person(engine, '=HYPERLINK("x")').catalogue.tag({ frames: { ids: [1] }, name: '@sum' })
    const { rows } = await as.anna.trail.export({ as: 'csv', file: at('trail.csv'), wish: {} })
    const lines = readFileSync(at('trail.csv'), 'utf8').trimEnd().split('\n')
    expect(lines).toHaveLength(rows + 1)
    expect(lines[0]).toBe('seq,at,actor,action,subject,detail,chain,key,mac')
    expect(lines.at(-1)).toContain(`"'=HYPERLINK(""x"")"`)
    for (const line of lines) expect(line.split(',').some((cell) => /^"?[=+@]/u.test(cell))).toBe(false)
    const [last] = (await as.anna.trail.page({ limit: 1 })).rows
    expect([last?.actor, last?.action]).toEqual(['anna', 'export-trail'])
    expect(JSON.parse(last?.detail ?? '')).toMatchObject({ as: 'csv', rows, last: rows, asked: null })
    expect(await codeOf(as.anna.trail.export({ as: 'csv', file: at('trail.csv'), wish: {} }))).toBe(
      'WRONG_USAGE',
    )
  })

  it('is sound as it was exported, whole or in part', async () => {
    await submit(engine, 'anna', as.anna, 1, mask())
    await submit(engine, 'berta', as.berta, 2, mask())
    await exported('all.json')
    const part = await exported('part.json', { person: 'berta' })
    expect(part.rows.every(({ actor }) => actor === 'berta')).toBe(true)
    for (const name of ['all.json', 'part.json'])
      expect(await check(name), name).toEqual({ problems: [], notes: [] })
  })

  it('names each row that was changed, taken away or moved, and what was signed by no key of here', async () => {
    await submit(engine, 'anna', as.anna, 1, mask())
    await submit(engine, 'berta', as.berta, 2, mask())
    await exported('all.json')
    changed('all.json', (rows) => rows.map((row) => (row['seq'] === 3 ? { ...row, actor: 'nobody' } : row)))
    expect((await check('changed.json')).problems).toEqual([['exportedRowChanged', 3], ['exportForged']])
    changed('all.json', (rows) => rows.filter(({ seq }) => seq !== 3))
    expect((await check('changed.json')).problems).toEqual([['exportedRowsMissing', 3, 3], ['exportForged']])
    changed('all.json', ([first, second, third, ...rest]) => [first, third, second, ...rest])
    const { problems } = await check('changed.json')
    expect(problems).toContainEqual(['exportedRowMoved', 2])
    // The last rows: nothing in the chain tells of them, but the signature does.
    changed('all.json', (rows) => rows.slice(0, -1))
    expect((await check('changed.json')).problems).toEqual([['exportForged']])
    const elsewhere = temporaryFolder()
    expect(await check('all.json', elsewhere.path)).toEqual({
      problems: [],
      notes: ['exportSignedElsewhere'],
    })
    elsewhere.remove()
    writeFileSync(at('other.json'), '{"format":"loco-trail"}')
    expect(await codeOfCheck(at('other.json'))).toBe('WRONG_USAGE')
  })

  const codeOfCheck = (file: string) =>
    TrailService.check(file, place.path).then(
      () => null,
      (error: { code: string }) => error.code,
    )
})
