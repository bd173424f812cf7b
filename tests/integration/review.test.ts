import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { ReviewService } from '../../src/main/engine/review/ReviewService.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import type { Call } from '../../src/main/engine/study/Call.ts'
import type { UnderReview } from '../../src/shared/contract/review.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import { decodeMask, encodeMask } from '../../src/shared/domain/rle.ts'
import { type Role, roles } from '../../src/shared/domain/roles.ts'
import { codeOf, connected } from '../support/connected.ts'
import { type Disc, discs } from '../support/discs.ts'
import { predicts, takeMadeUpModel } from '../support/madeUpModel.ts'
import { callIn } from '../support/me.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'

const SIDE = 72
const small: Disc = { value: 1, x: 16, y: 16, radius: 8 }
const large: Disc = { value: 2, x: 50, y: 48, radius: 14 }
const seen = discs(SIDE, small, large)

let place: ReturnType<typeof temporaryFolder>
let engine: Engine
const as = (name: string, role: Role = 'reviewer'): Call => ({
  study: engine.study,
  actor: { name, rights: roles[role] },
})
const reader = () => as('Lin', 'annotator')
const reviewer = () => as('Dr Ada')

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await studyOfFrames(engine, place.path, { count: 4, side: SIDE, of: 'examination' })
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

let strokes = 0
/** Paints all of somebody's mask of a frame; their newest revision so far is `base`. */
const paints = (call: Call, frame: number, mask: Mask, base = 0) =>
  LabelService.paint(call, {
    frame,
    stroke: `stroke-${++strokes}`,
    base,
    x: 0,
    y: 0,
    patch: encodeMask(mask),
  })

async function submits(call: Call, frame: number, mask: Mask): Promise<number> {
  const { layer, revision } = await paints(call, frame, mask)
  await LabelService.declare(call, { frame, base: revision, as: 'done' })
  return layer
}

async function shown(call: Call, frame: number): Promise<UnderReview> {
  const found = await ReviewService.underReview(call, frame)
  if (!found) throw new Error('nothing is under review')
  return found
}

/** Says of some regions, by their place, that they stand or do not. */
async function says(call: Call, frame: number, verdict: 'accepted' | 'rejected', ...places: number[]) {
  const { layer, revision, regions } = await shown(call, frame)
  const named = places.flatMap((at) => regions[at] ?? []).map(({ value, x, y }) => ({ value, x, y }))
  const reason = verdict === 'rejected' ? ('notALesion' as const) : null
  return ReviewService.decide(call, { frame, layer, revision, regions: named, says: verdict, reason })
}

const labelOf = async (frame: number) => {
  const { db } = engine.study.store
  const row = await db
    .selectFrom('frame')
    .innerJoin('layer', 'layer.id', 'frame.label_layer')
    .select(['layer.id', 'layer.author'])
    .where('frame.id', '=', frame)
    .executeTakeFirst()
  if (!row) return undefined
  const { bytes } = await LabelService.mask(engine.study, row.id)
  return { ...row, mask: decodeMask(bytes) }
}
const verdictsOf = async (frame: number) =>
  (
    await engine.study.store.db
      .selectFrom('verdict')
      .select(['says', 'reviewer'])
      .where('frame_id', '=', frame)
      .orderBy('id')
      .execute()
  ).map(({ says: what, reviewer: by }) => `${what} ${by}`)
const trail = async () =>
  (await engine.study.store.db.selectFrom('audit').select('action').orderBy('seq').execute()).map(
    ({ action }) => action,
  )
const problems = async () => (await verifyStudy(engine.study.store)).map(({ name }) => name)

describe('a reader’s mask under review', () => {
  it('is accepted as it is with the last region that stands, and stays its author’s', async () => {
    const layer = await submits(reader(), 1, seen)
    const { regions, kind, author, own } = await shown(reviewer(), 1)
    expect({ kind, author, own }).toEqual({ kind: 'reader', author: 'Lin', own: false })
    expect(regions.map(({ value, pixels, verdict }) => [value, pixels > 100, verdict])).toEqual([
      [1, true, null],
      [2, true, null],
    ])
    expect(await says(reviewer(), 1, 'accepted', 0)).toEqual({ finished: false })
    expect((await shown(reviewer(), 1)).regions[0]?.verdict).toMatchObject({
      says: 'accepted',
      reviewer: 'Dr Ada',
    })
    expect(await says(reviewer(), 1, 'accepted', 1)).toEqual({ finished: true })
    expect(await labelOf(1)).toMatchObject({ id: layer, author: 'Lin' })
    expect(await LabelService.own(reviewer(), 1)).toBeNull()
    expect((await shown(reviewer(), 1)).accepted).toMatchObject({ reviewer: 'Dr Ada' })
    expect(await verdictsOf(1)).toEqual(['begun Dr Ada', 'accepted Dr Ada'])
    expect((await trail()).slice(-4)).toEqual([
      'verdict-begun',
      'region-accepted',
      'region-accepted',
      'verdict-accepted',
    ])
    expect(await problems()).toEqual([])
  })

  it('becomes one of the reviewer where a region does not stand, with what was edited of another', async () => {
    await submits(reader(), 1, discs(SIDE, small, large, { value: 1, x: 60, y: 12, radius: 6 }))
    const before = await labelOf(1)
    const { layer, revision, regions } = await shown(reviewer(), 1)
    expect(regions.map(({ x, y }) => [x, y])).toEqual([
      [58, 6],
      [13, 8],
      [46, 34],
    ])
    await says(reviewer(), 1, 'rejected', 0)
    const region = { value: 2, x: 46, y: 34 }
    await ReviewService.edit(reviewer(), { frame: 1, layer, revision, region })
    const own = await LabelService.own(reviewer(), 1)
    expect(decodeMask(own?.bytes ?? new Uint8Array())).toEqual(discs(SIDE, large))
    await paints(reviewer(), 1, discs(SIDE, { ...large, radius: 9 }), own?.revision)
    expect(await says(reviewer(), 1, 'accepted', 1)).toEqual({ finished: true })
    const after = await labelOf(1)
    expect(after?.author).toBe('Dr Ada')
    expect(after?.mask).toEqual(discs(SIDE, small, { ...large, radius: 9 }))
    const theirs = await LabelService.mask(engine.study, before?.id ?? 0)
    expect(decodeMask(theirs.bytes)).toEqual(before?.mask)
    expect(await problems()).toEqual([])
  })

  it('of which nothing stands is given back with the reason, and is no label until it is said again', async () => {
    const layer = await submits(reader(), 1, seen)
    expect(await says(reviewer(), 1, 'rejected', 0, 1)).toEqual({ finished: false })
    await ReviewService.giveBack(reviewer(), { frame: 1, layer, revision: 1 })
    expect(await labelOf(1)).toBeUndefined()
    expect(await verdictsOf(1)).toEqual(['begun Dr Ada', 'returned Dr Ada'])
    expect(await ReviewService.underReview(reviewer(), 1)).toBeNull()
    const reading = await engine.study.store.db.selectFrom('reading').selectAll().execute()
    expect(reading).toMatchObject([{ frame_id: 1, reader: 'Lin', stage: 'returned' }])
    const again = await paints(reader(), 1, discs(SIDE, large), 1)
    await LabelService.declare(reader(), { frame: 1, base: again.revision, as: 'done' })
    const { regions } = await shown(reviewer(), 1)
    // The region that is still the same keeps what was said of it.
    expect(regions.map(({ verdict }) => verdict?.says)).toEqual(['rejected'])
    expect(await problems()).toEqual([])
  })

  it('of which nothing stands is finished by saying so: no lesion', async () => {
    await submits(reader(), 1, seen)
    await says(reviewer(), 1, 'rejected', 0, 1)
    expect(await says(reviewer(), 1, 'accepted')).toEqual({ finished: true })
    expect((await labelOf(1))?.mask).toEqual(discs(SIDE))
  })

  it('keeps what was said of a region that a later revision leaves as it is', async () => {
    await submits(reader(), 1, seen)
    await says(reviewer(), 1, 'accepted', 0)
    await paints(reader(), 1, discs(SIDE, small, { ...large, radius: 10 }), 1)
    const { revision, regions } = await shown(reviewer(), 1)
    expect(revision).toBe(2)
    expect(regions.map(({ verdict }) => verdict?.says)).toEqual(['accepted', undefined])
  })

  it('refuses what is said of another mask than the one that was shown, and what leaves regions out', async () => {
    const layer = await submits(reader(), 1, seen)
    const said = { frame: 1, layer, revision: 1, says: 'accepted', reason: null } as const
    const nowhere = [{ value: 1, x: 0, y: 0 }]
    const { review } = connected({ engine, actor: reviewer().actor })
    expect(await codeOf(review.decide({ ...said, regions: nowhere }))).toBe('STALE_REVISION')
    expect(await codeOf(review.decide({ ...said, revision: 0, regions: [] }))).toBe('STALE_REVISION')
    expect(await codeOf(review.decide({ ...said, regions: [] }))).toBe('WRONG_USAGE')
    expect(await codeOf(review.giveBack({ frame: 1, layer, revision: 1 }))).toBe('WRONG_USAGE')
    expect(await codeOf(review.decide({ ...said, frame: 99, regions: [] }))).toBe('FRAME_NOT_FOUND')
    expect(await verdictsOf(1)).toEqual([])
    const { review: readers } = connected({ engine, actor: reader().actor })
    expect(await codeOf(readers.decide({ ...said, regions: [] }))).toBe('NOT_ALLOWED')
  })

  it('of an examination that is signed stays as it is, but for remarks', async () => {
    const layer = await submits(reader(), 1, seen)
    await engine.study.store.db
      .insertInto('sign_off')
      .values({
        examination_id: 1,
        says: 'signed',
        reason: null,
        reviewer: 'Dr Eve',
        at: '2026-12-01T00:00:00Z',
      })
      .execute()
    const { review, comments } = connected({ engine, actor: reviewer().actor })
    const regions = (await shown(reviewer(), 1)).regions.map(({ value, x, y }) => ({ value, x, y }))
    const said = { frame: 1, layer, revision: 1, regions, says: 'accepted', reason: null } as const
    expect(await codeOf(review.decide(said))).toBe('FRAME_LOCKED')
    expect(await codeOf(review.takeBack({ frame: 1 }))).toBe('FRAME_LOCKED')
    await comments.add({ frame: 1, text: 'Look again', place: null, answers: null })
  })
})

describe('what a model sees, under review', () => {
  beforeEach(async () => {
    await takeMadeUpModel(engine.study, 'made-up')
    await predicts(engine.study, 'made-up', 2, seen)
  })

  it('becomes the reviewer’s mask, and only what stands of it', async () => {
    expect(await shown(reviewer(), 2)).toMatchObject({ kind: 'model', author: 'made-up' })
    await says(reviewer(), 2, 'rejected', 1)
    expect(await says(reviewer(), 2, 'accepted', 0)).toEqual({ finished: true })
    expect(await labelOf(2)).toMatchObject({ author: 'Dr Ada', mask: discs(SIDE, small) })
    expect(await problems()).toEqual([])
  })

  it('gives way to a reader who is through', async () => {
    await says(reviewer(), 2, 'accepted', 0)
    await submits(reader(), 2, discs(SIDE, large))
    expect(await shown(reviewer(), 2)).toMatchObject({ kind: 'reader', author: 'Lin' })
  })

  it('waits for a reviewer where no reader’s mask does, in a list to go through', async () => {
    await predicts(engine.study, 'made-up', 3, discs(SIDE, large))
    const { of, total, first } = await ReviewService.framesWaiting(reviewer())
    expect({ of, total }).toEqual({ of: 'model', total: 2 })
    expect([2, 3]).toContain(first)
    await submits(reader(), 4, seen)
    await submits(reader(), 1, seen)
    await says(reviewer(), 1, 'accepted', 0, 1)
    const readers = await ReviewService.framesWaiting(reviewer())
    expect(readers).toMatchObject({ of: 'readers', total: 1, first: 4 })
    expect([...((await engine.study.lists.find(readers.list)) ?? [])]).toEqual([4])
  })
})

describe('taking back', () => {
  it('goes back region by region, and through the end of a frame with the label that there was', async () => {
    const layer = await submits(reader(), 1, seen)
    await says(reviewer(), 1, 'rejected', 0)
    await says(reviewer(), 1, 'accepted', 1)
    expect((await labelOf(1))?.author).toBe('Dr Ada')
    expect(await ReviewService.takeBack(reviewer(), 1)).toEqual({ tookBack: true })
    expect(await labelOf(1)).toMatchObject({ id: layer, author: 'Lin', mask: seen })
    const { regions, accepted, author } = await shown(reviewer(), 1)
    expect({ accepted, author }).toEqual({ accepted: null, author: 'Lin' })
    expect(regions.map(({ verdict }) => verdict?.says)).toEqual(['rejected', undefined])
    expect(await ReviewService.takeBack(as('Dr Bo'), 1)).toEqual({ tookBack: false })
    await ReviewService.takeBack(reviewer(), 1)
    expect((await shown(reviewer(), 1)).regions.map(({ verdict }) => verdict)).toEqual([null, null])
    expect(await ReviewService.takeBack(reviewer(), 1)).toEqual({ tookBack: false })
    // What was finished and opened again adds nothing to the mask that is made next.
    await says(reviewer(), 1, 'rejected', 1)
    await says(reviewer(), 1, 'accepted', 0)
    expect((await labelOf(1))?.mask).toEqual(discs(SIDE, small))
    expect(await problems()).toEqual([])
  })

  it('takes an edited region out of the reviewer’s mask again', async () => {
    await submits(reader(), 1, seen)
    const { layer, revision, regions } = await shown(reviewer(), 1)
    const { value, x, y } = regions[0] ?? { value: 0, x: 0, y: 0 }
    await ReviewService.edit(reviewer(), { frame: 1, layer, revision, region: { value, x, y } })
    await ReviewService.takeBack(reviewer(), 1)
    const own = await LabelService.own(reviewer(), 1)
    expect(decodeMask(own?.bytes ?? new Uint8Array())).toEqual(discs(SIDE))
    expect(await problems()).toEqual([])
  })
})

describe('remarks', () => {
  it('are pinned, answered and settled, each with who and when, and found by a filter', async () => {
    const call = callIn(engine.study)
    const { comments } = connected({ engine, actor: reader().actor })
    const text = '<b>左侧声带</b> & more'
    const { id } = await comments.add({ frame: 2, text, place: { x: 10.5, y: 20 }, answers: null })
    await comments.add({ frame: 2, text: 'Agreed', place: { x: 1, y: 1 }, answers: id })
    await comments.add({ frame: 3, text: 'Blurred', place: null, answers: null })
    expect(await comments.of({ frame: 2 })).toMatchObject([
      { id, text, place: { x: 10.5, y: 20 }, author: 'Lin', answers: null, settled: null },
      { text: 'Agreed', place: null, answers: id },
    ])
    const open = () => engine.study.index.list({ remarks: true }, undefined)
    expect([...open()]).toEqual([2, 3])
    await ReviewService.settleComment(call, id)
    await ReviewService.settleComment(call, id)
    expect([...open()]).toEqual([3])
    expect((await comments.of({ frame: 2 }))[0]?.settled).toMatchObject({ author: call.actor.name })
    expect((await trail()).slice(-4)).toEqual(['comment', 'comment', 'comment', 'comment-settled'])
    expect(await problems()).toEqual([])
  })

  it('are refused where there is nothing to remark on', async () => {
    const { comments } = connected({ engine, actor: reader().actor })
    const remark = { frame: 1, text: 'Here', place: null, answers: null }
    expect(await codeOf(comments.add({ ...remark, frame: 99 }))).toBe('FRAME_NOT_FOUND')
    expect(await codeOf(comments.add({ ...remark, place: { x: SIDE + 1, y: 0 } }))).toBe('WRONG_USAGE')
    expect(await codeOf(comments.add({ ...remark, answers: 7 }))).toBe('COMMENT_NOT_FOUND')
    expect(await codeOf(comments.settle({ comment: 7 }))).toBe('COMMENT_NOT_FOUND')
    expect(await codeOf(comments.add({ ...remark, text: '   ' }))).toBe('NOT_UNDERSTOOD')
  })
})
