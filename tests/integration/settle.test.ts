import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { ReviewService } from '../../src/main/engine/review/ReviewService.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import type { Call } from '../../src/main/engine/study/Call.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import { decodeMask, encodeMask } from '../../src/shared/domain/rle.ts'
import { roles } from '../../src/shared/domain/roles.ts'
import { codeOf, connected } from '../support/connected.ts'
import { discs } from '../support/discs.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'

const SIDE = 72
const both = { value: 1, x: 16, y: 16, radius: 8 }
const one = discs(SIDE, both, { value: 2, x: 50, y: 50, radius: 10 })
const other = discs(SIDE, both, { value: 2, x: 54, y: 50, radius: 10 }, { value: 1, x: 56, y: 12, radius: 5 })

let place: ReturnType<typeof temporaryFolder>
let engine: Engine
const as = (name: string): Call => ({ study: engine.study, actor: { name, rights: roles.adjudicator } })

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await studyOfFrames(engine, place.path, { count: 3, side: SIDE, of: 'examination' })
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

async function submits(reader: string, frame: number, mask: Mask): Promise<void> {
  const call = as(reader)
  const stroke = { frame, stroke: `${reader}-${frame}-stroke`, base: 0, x: 0, y: 0, patch: encodeMask(mask) }
  const { revision } = await LabelService.paint(call, stroke)
  await LabelService.declare(call, { frame, base: revision, as: 'done' })
}

/** What is to settle of a frame, and who of its readers comes first. */
async function wish(call: Call, frame: number) {
  const { readers } = await ReviewService.toSettle(call, frame)
  const [first, second] = readers.map(({ layer, revision }) => ({ layer, revision }))
  if (!first || !second) throw new Error('too few readers')
  return { frame, first, second, toPaint: false }
}

const rows = (table: 'revision') => engine.study.store.db.selectFrom(table).selectAll().execute()

describe('what readers differ on', () => {
  it('is listed until it is settled, with who read it', async () => {
    await submits('Lin', 1, one)
    await submits('Bo', 1, other)
    await submits('Lin', 2, one)
    await submits('Bo', 2, one)
    await submits('Lin', 3, one)
    const waiting = () => ReviewService.unsettled(as('Dr Ada'))
    expect(await waiting()).toMatchObject([{ frame: 1, readers: ['Bo', 'Lin'] }])
    await ReviewService.settle(as('Dr Ada'), { ...(await wish(as('Dr Ada'), 1)), choices: [] })
    expect(await waiting()).toEqual([])
  })

  it('is settled finding by finding in a mask of the adjudicator’s, which is the label; readers’ masks stay byte by byte', async () => {
    await submits('Lin', 1, one)
    await submits('Bo', 1, other)
    const before = await rows('revision')
    const call = as('Dr Ada')
    await ReviewService.settle(call, { ...(await wish(call, 1)), choices: ['none', 'union'] })
    const after = await rows('revision')
    expect(after.slice(0, before.length)).toEqual(before)
    expect(after).toHaveLength(before.length + 1)
    const label = (await LabelService.list(call, 1)).find(({ isLabel }) => isLabel)
    expect(label).toMatchObject({ author: 'Dr Ada', own: true })
    const { bytes } = await LabelService.mask(engine.study, label?.id ?? 0)
    const union = discs(
      SIDE,
      both,
      { value: 2, x: 50, y: 50, radius: 10 },
      { value: 2, x: 54, y: 50, radius: 10 },
    )
    expect(decodeMask(bytes)).toEqual(union)
    const { db } = engine.study.store
    const [verdict] = await db.selectFrom('verdict').selectAll().execute()
    expect(verdict).toMatchObject({ says: 'settled', reviewer: 'Dr Ada', layer_id: label?.id, revision: 1 })
    const trail = await db.selectFrom('audit').select(['action', 'detail']).orderBy('seq').execute()
    expect(trail.slice(-2).map(({ action }) => action)).toEqual(['settle', 'verdict-settled'])
    expect(JSON.parse(trail.at(-2)?.detail ?? '')).toMatchObject({ choices: ['none', 'union'] })
    expect((await verifyStudy(engine.study.store)).map(({ name }) => name)).toEqual([])
    // Readers' masks are still what there is to settle, and the adjudicator's is none of them.
    expect((await ReviewService.toSettle(call, 1)).readers.map(({ author }) => author)).toEqual(['Bo', 'Lin'])
  })

  it('can be painted on first, and is settled as it then is', async () => {
    await submits('Lin', 1, one)
    await submits('Bo', 1, other)
    const call = as('Dr Ada')
    await ReviewService.settle(call, {
      ...(await wish(call, 1)),
      choices: ['none', 'first'],
      toPaint: true,
    })
    expect((await LabelService.list(call, 1)).find(({ isLabel }) => isLabel)?.author).toBe('Bo')
    const mine = discs(SIDE, both)
    const stroke = { frame: 1, stroke: 'by-hand-1', base: 1, x: 0, y: 0, patch: encodeMask(mine) }
    await LabelService.paint(call, stroke)
    await ReviewService.settle(call, { ...(await wish(call, 1)), choices: null })
    const label = (await LabelService.list(call, 1)).find(({ isLabel }) => isLabel)
    const { bytes } = await LabelService.mask(engine.study, label?.id ?? 0)
    expect([label?.author, decodeMask(bytes)]).toEqual(['Dr Ada', mine])
  })

  it('is left to somebody who has not read the frame, where the study has accounts', async () => {
    await submits('Lin', 1, one)
    await submits('Bo', 1, other)
    const lin = connected({ engine, actor: as('Lin').actor }).settling
    const settlement = { ...(await wish(as('Lin'), 1)), choices: [] }
    expect((await lin.of({ frame: 1 })).hasRead).toBe(false)
    const { db } = engine.study.store
    const account = {
      name: 'Lin',
      folded: 'lin',
      role: 'adjudicator',
      password: null,
      code: null,
      code_until: null,
    } as const
    await db
      .insertInto('account')
      .values({ ...account, created_at: '2026-12-01T00:00:00Z' })
      .execute()
    expect((await lin.of({ frame: 1 })).hasRead).toBe(true)
    await expect(lin.settle(settlement)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      data: { name: 'hasReadTheFrame', values: { reader: 'Lin' } },
    })
    const ada = connected({ engine, actor: as('Dr Ada').actor }).settling
    await ada.settle(settlement)
    // Settling is not reading: it can be done once more.
    await ada.settle({ ...settlement, choices: ['first', 'second'] })
  })

  it('is refused where a mask has changed, or is not of two readers', async () => {
    await submits('Lin', 1, one)
    await submits('Bo', 1, other)
    const { settling } = connected({ engine, actor: as('Dr Ada').actor })
    const settlement = { ...(await wish(as('Dr Ada'), 1)), choices: [] }
    const { first } = settlement
    expect(await codeOf(settling.settle({ ...settlement, second: first }))).toBe('WRONG_USAGE')
    expect(await codeOf(settling.settle({ ...settlement, choices: null }))).toBe('WRONG_USAGE')
    const older = { ...first, revision: 0 }
    expect(await codeOf(settling.settle({ ...settlement, first: older }))).toBe('STALE_REVISION')
    expect(await codeOf(settling.settle({ ...settlement, frame: 99 }))).toBe('FRAME_NOT_FOUND')
  })
})
