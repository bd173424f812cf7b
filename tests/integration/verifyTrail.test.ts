import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { KeepService } from '../../src/main/engine/keep/KeepService.ts'
import { record } from '../../src/main/engine/store/audit.ts'
import { writeVerdict } from '../../src/main/engine/store/review/writeVerdict.ts'
import { discs } from '../support/discs.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { tamper } from '../support/tamper.ts'
import { person, submit } from '../support/twoReaders.ts'

const SIDE = 24
let place: ReturnType<typeof temporaryFolder>
let engine: Engine

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  const study = await studyOfFrames(engine, place.path, { count: 3, side: SIDE })
  await submit(engine, 'anna', person(engine, 'anna'), 1, discs(SIDE, { value: 1, x: 12, y: 12, radius: 6 }))
  await study.store.db.transaction().execute(async (db) => {
    await writeVerdict(db, 'rita', { frame: 1, says: 'returned', reason: 'boundary', text: 'too wide' })
    await writeVerdict(db, 'rita', { frame: 1, says: 'accepted', layer: { id: 1, revision: 1 } })
    for (const [says, action, reason] of [
      ['signed', 'sign', null],
      ['unlocked', 'unlock', 'one more look'],
    ] as const) {
      const row = { examination_id: 1, says, reason, reviewer: 'rita', at: new Date().toISOString() }
      await db.insertInto('sign_off').values(row).execute()
      await record(db, { actor: 'rita', action, subject: 'examination:1', detail: { reason, missed: 0 } })
    }
  })
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

/** What a check says after the study was closed, changed past the engine, and opened again. */
async function checkedAfter(change: (catalogue: Database.Database) => void) {
  await engine.close()
  tamper(join(place.path, 'study'), change)
  engine = testEngine(place.path)
  const { problems } = await KeepService.verify(await engine.openStudy(join(place.path, 'study')))
  return problems.map(({ name, values }) => [name, ...Object.values(values)])
}
const run = (query: string) => (catalogue: Database.Database) => {
  catalogue.exec(query)
}
const swap = (one: number, other: number) =>
  run(`UPDATE audit SET seq = -1 WHERE seq = ${one}; UPDATE audit SET seq = ${one} WHERE seq = ${other};
    UPDATE audit SET seq = ${other} WHERE seq = -1`)

describe('verify', () => {
  it('finds nothing in what nobody touched', async () => {
    expect(await checkedAfter(() => {})).toEqual([])
  })

  it('names a row of the trail that was changed, each of two', async () => {
    const found = await checkedAfter(run(`UPDATE audit SET actor = 'nobody' WHERE seq IN (2, 4)`))
    expect(found.filter(([name]) => name === 'auditBroken')).toEqual([
      ['auditBroken', 2],
      ['auditBroken', 4],
    ])
  })

  it('names rows of the trail that are missing, and none beside them', async () => {
    expect(await checkedAfter(run('DELETE FROM audit WHERE seq IN (2, 4, 5)'))).toEqual(
      expect.arrayContaining([
        ['auditMissing', 2, 2],
        ['auditMissing', 4, 5],
      ]),
    )
    expect((await checkedAfter(() => {})).some(([name]) => name === 'auditBroken')).toBe(false)
  })

  it.each([
    [2, 3],
    [2, 5],
  ])('names rows %i and %i of the trail that changed places', async (one, other) => {
    const found = await checkedAfter(swap(one, other))
    expect(found.filter(([name]) => String(name).startsWith('audit'))).toEqual(
      expect.arrayContaining([
        ['auditMoved', one],
        ['auditMoved', other],
      ]),
    )
    expect(found).not.toContainEqual(['auditBroken', other + 1])
  })

  it('names a verdict that was changed, and one that is gone', async () => {
    const changed = await checkedAfter(run(`UPDATE verdict SET says = 'accepted' WHERE id = 1`))
    expect(changed.map(([name]) => name)).toEqual(
      expect.arrayContaining(['rowChanged', 'verdictNotAsRecorded']),
    )
    expect(changed).toContainEqual(['verdictNotAsRecorded', expect.any(Number), 1])
    expect(await checkedAfter(run('DELETE FROM verdict WHERE id = 2'))).toContainEqual([
      ...['verdictNotAsRecorded', expect.any(Number), 2],
    ])
  })

  it('names a signature that was changed, and one that is gone', async () => {
    expect(await checkedAfter(run(`UPDATE sign_off SET reviewer = 'nobody' WHERE id = 1`))).toContainEqual([
      ...['signOffNotAsRecorded', expect.any(Number), 1],
    ])
    expect(await checkedAfter(run('DELETE FROM sign_off WHERE id = 2'))).toContainEqual([
      ...['signOffNotAsRecorded', expect.any(Number), 0],
    ])
  })
})
