import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { KeepService } from '../../src/main/engine/keep/KeepService.ts'
import { writeVerdict } from '../../src/main/engine/store/review/writeVerdict.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { discs } from '../support/discs.ts'
import { callIn } from '../support/me.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { tamper } from '../support/tamper.ts'
import { person, submit } from '../support/twoReaders.ts'

const SIDE = 24
const AT = '2026-11-03T09:00:00.000Z'
let places: ReturnType<typeof temporaryFolder>[]
let engine: Engine
let other: string

beforeEach(async () => {
  places = [temporaryFolder(), temporaryFolder()]
  const [here, there] = places.map(({ path }) => path) as [string, string]
  other = join(there, 'study')
  const elsewhere = testEngine(there)
  const study = await studyOfFrames(elsewhere, there, { count: 3, side: SIDE })
  await submit(
    elsewhere,
    'anna',
    person(elsewhere, 'anna'),
    1,
    discs(SIDE, { value: 1, x: 9, y: 9, radius: 6 }),
  )
  const { db } = study.store
  // The frames' names tell none.
  await db.updateTable('examination').set({ code: '1' }).execute()
  await db.transaction().execute(async (transaction) => {
    await writeVerdict(transaction, 'rita', { frame: 1, says: 'accepted', layer: { id: 1, revision: 1 } })
    await writeVerdict(transaction, 'rita', { frame: 2, says: 'returned', reason: 'glare', text: 'twice' })
  })
  const said = { x: 4, y: 5, answers: null, author: 'rita', at: AT }
  await db
    .insertInto('comment')
    .values({ ...said, frame_id: 1, text: 'here?' })
    .execute()
  await db
    .insertInto('comment')
    .values({ ...said, frame_id: 1, text: 'yes', answers: 1, author: 'anna' })
    .execute()
  await db.insertInto('comment_settled').values({ comment_id: 1, author: 'rita', at: AT }).execute()
  await db
    .insertInto('sign_off')
    .values({ examination_id: 1, says: 'signed', reason: null, reviewer: 'rita', at: AT })
    .execute()
  await elsewhere.close()
  engine = testEngine(here)
  await studyOfFrames(engine, here, { count: 2, side: SIDE })
})
afterEach(async () => {
  await engine.close()
  for (const place of places) place.remove()
})

const merge = () => KeepService.mergeStudy(callIn(engine.study), other)

describe('merging a study with reviews', () => {
  it('brings remarks and verdicts under their names, once, and leaves signatures there', async () => {
    expect(await merge()).toMatchObject({ comments: 2, verdicts: 2, leftBehind: 1 })
    const { db } = engine.study.store
    expect(await db.selectFrom('comment').select(['id', 'text', 'author', 'answers']).execute()).toEqual([
      { id: 1, text: 'here?', author: 'rita', answers: null },
      { id: 2, text: 'yes', author: 'anna', answers: 1 },
    ])
    expect(await db.selectFrom('comment_settled').select(['comment_id', 'author']).execute()).toEqual([
      { comment_id: 1, author: 'rita' },
    ])
    // The mask that was accepted is the one that came along.
    expect(
      await db.selectFrom('verdict').select(['says', 'reviewer', 'revision', 'reason']).execute(),
    ).toEqual([
      { says: 'accepted', reviewer: 'rita', revision: 1, reason: null },
      { says: 'returned', reviewer: 'rita', revision: null, reason: 'glare' },
    ])
    expect(await db.selectFrom('sign_off').selectAll().execute()).toEqual([])
    expect(await merge()).toMatchObject({ comments: 0, verdicts: 0 })
    expect(await verifyStudy(engine.study.store)).toEqual([])
  })

  it('lets what was said here stand', async () => {
    const { db } = engine.study.store
    await db
      .transaction()
      .execute((transaction) => writeVerdict(transaction, 'otto', { frame: 1, says: 'begun' }))
    expect(await merge()).toMatchObject({ verdicts: 1 })
    const said = await db.selectFrom('verdict').select(['frame_id', 'reviewer']).execute()
    expect(said).toEqual([
      { frame_id: 1, reviewer: 'otto' },
      { frame_id: 2, reviewer: 'rita' },
    ])
  })

  it.each([
    ['a remark by nobody', `UPDATE comment SET author = '' WHERE id = 1`],
    ['a remark at no place', 'UPDATE comment SET x = -1e300 WHERE id = 1'],
    ['a verdict at no time', `UPDATE verdict SET at = 'yesterday' WHERE id = 1`],
  ])('refuses %s, and brings nothing', async (_, change) => {
    tamper(other, (catalogue) => catalogue.exec(change))
    await expect(merge()).rejects.toMatchObject({
      reason: { name: 'mergeRefused', values: { table: expect.stringMatching(/^(comment|verdict)$/u) } },
    })
    expect(await engine.study.store.db.selectFrom('comment').selectAll().execute()).toEqual([])
  })
})
