import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { collectRoundData } from '../../src/main/engine/training/roundData.ts'
import { emptyMask, type Mask } from '../../src/shared/domain/mask.ts'
import { decodeMask, encodeMask } from '../../src/shared/domain/rle.ts'
import { callIn } from '../support/me.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'

const SIDE = 72
let place: ReturnType<typeof temporaryFolder>
let engine: Engine

/** Five frames of one examination, none of them painted. */
beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await studyOfFrames(engine, place.path, { count: 5, side: SIDE, of: 'examination' })
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const disc = (x: number, y: number, radius: number): Mask => {
  const mask = emptyMask(SIDE, SIDE)
  for (let i = 0; i < mask.data.length; i++)
    if (Math.hypot((i % SIDE) - x, Math.floor(i / SIDE) - y) < radius) mask.data[i] = 1
  return mask
}

const paint = async (frame: number, mask: Mask, copied = false) => {
  const own = (await LabelService.list(callIn(engine.study), frame)).find((layer) => layer.own)
  return LabelService.paint(callIn(engine.study), {
    frame,
    stroke: `stroke-${frame}-${own?.revision ?? 0}`,
    base: own?.revision ?? 0,
    x: 0,
    y: 0,
    patch: encodeMask(mask),
    copied,
  })
}
const ownOf = async (frame: number) => {
  const layer = (await LabelService.list(callIn(engine.study), frame)).find(({ own }) => own)
  if (!layer) throw new Error(`Frame ${frame} has no mask.`)
  return { layer, mask: decodeMask((await LabelService.mask(engine.study, layer.id)).bytes) }
}
const labelled = async () => (await CatalogueService.info(engine.study)).labelled
const stateOf = async (frame: number) =>
  (await CatalogueService.frame(callIn(engine.study), frame, {}, undefined)).frame.state
/** Paints and says that the frame is finished. */
const label = async (frame: number, mask: Mask) => {
  const { revision } = await paint(frame, mask)
  return LabelService.declare(callIn(engine.study), { frame, base: revision, as: 'done' })
}

describe('masks that nobody painted on their frame', () => {
  it('fill the frames between two painted ones, moving evenly from the one to the other', async () => {
    await paint(1, disc(20, 30, 8))
    await paint(5, disc(52, 38, 12))
    await paint(3, disc(10, 60, 5))
    expect(await LabelService.interpolate(callIn(engine.study), 5, 1)).toEqual([2, 4])
    const centre = async (frame: number) => {
      const { mask } = await ownOf(frame)
      let [x, y, n] = [0, 0, 0]
      mask.data.forEach((v, i) => {
        if (v !== 1) return
        x += i % SIDE
        y += Math.floor(i / SIDE)
        n++
      })
      return { x: x / n, y: y / n, radius: Math.sqrt(n / Math.PI) }
    }
    const [second, fourth] = [await centre(2), await centre(4)]
    expect(second.x).toBeCloseTo(28, 0)
    expect(second.y).toBeCloseTo(32, 0)
    expect(second.radius).toBeCloseTo(9, 0)
    expect(fourth.x).toBeCloseTo(44, 0)
    expect(fourth.radius).toBeCloseTo(11, 0)
    // The frame that was painted already keeps its own.
    expect((await ownOf(3)).mask.data).toEqual(disc(10, 60, 5).data)
    await expect(LabelService.interpolate(callIn(engine.study), 1, 5)).rejects.toMatchObject({
      code: 'NOTHING_BETWEEN',
    })
    await expect(LabelService.interpolate(callIn(engine.study), 1, 99)).rejects.toMatchObject({
      code: 'FRAME_NOT_FOUND',
    })
  })

  it('count as labels once a person has confirmed or finished them, and teach nothing before', async () => {
    await label(1, disc(20, 30, 8))
    await label(5, disc(52, 38, 12))
    const sides = async () => {
      const { labelled: learned, validation, test, unlabelled } = await collectRoundData(engine.study)
      return { known: learned.length + validation.length + test.length, unlabelled: unlabelled.length }
    }
    const before = await sides()
    expect(await labelled()).toBe(2)
    await LabelService.interpolate(callIn(engine.study), 1, 5)
    await paint(2, disc(30, 30, 9), true)
    expect((await ownOf(2)).layer.made).toBe('copied')
    expect((await ownOf(3)).layer.made).toBe('interpolated')
    expect(await labelled()).toBe(2)
    expect(await sides()).toEqual(before)

    const { layer } = await ownOf(3)
    await LabelService.confirm(callIn(engine.study), 3, layer.revision)
    expect((await ownOf(3)).layer.made).toBeNull()
    expect(await stateOf(4)).toBe('inProgress')
    await paint(2, disc(31, 30, 9))
    expect((await ownOf(2)).layer.made).toBeNull()
    expect(await labelled()).toBe(3)
    await label(2, disc(32, 30, 9))
    expect(await labelled()).toBe(4)
    expect((await sides()).known).toBe(before.known + 2)
  })
})

describe('the masks that a gap lies between', () => {
  const around = (frame: number) => LabelService.interpolateAround(callIn(engine.study), frame)

  it('are those of the nearest painted frames on either side', async () => {
    await paint(1, disc(20, 30, 8))
    expect(await around(3)).toBeNull()
    await paint(5, disc(52, 38, 12))
    expect(await around(3)).toEqual([2, 3, 4])
  })

  it('are this frame’s own and the one before it, or the one after where it is the first', async () => {
    for (const frame of [1, 3, 5]) await paint(frame, disc(20 + frame, 30, 8))
    expect(await around(3)).toEqual([2])
    await expect(around(3)).rejects.toMatchObject({ code: 'NOTHING_BETWEEN' })
    await paint(2, emptyMask(SIDE, SIDE))
    expect(await around(5)).toEqual([4])
  })

  it('are the reader’s, on frames that are not hidden', async () => {
    const { study } = engine
    await paint(2, disc(20, 30, 8))
    await study.store.db.transaction().execute((db) =>
      LabelService.store(db, { frame: 4, kind: 'reader', author: 'colleague' }, disc(52, 38, 12), {
        origin: 'stroke',
      }),
    )
    expect(await around(3)).toBeNull()
    await paint(5, disc(52, 38, 12))
    await CatalogueService.marks.hide(callIn(study), [2], true)
    expect(await around(3)).toBeNull()
    await CatalogueService.marks.hide(callIn(study), [2], false)
    expect(await around(3)).toEqual([3, 4])
  })
})

describe('the size of a pixel', () => {
  it('is kept with the frame, can be taken back, and refuses nonsense', async () => {
    const { study } = engine
    const read = async () => (await CatalogueService.frame(callIn(study), 1, {}, undefined)).mmPerPixel
    expect(await read()).toBeNull()
    await CatalogueService.calibrate(callIn(study), 1, 0.08)
    await CatalogueService.calibrate(callIn(study), 1, 0.09)
    expect(await read()).toBe(0.09)
    await CatalogueService.calibrate(callIn(study), 1, null)
    expect(await read()).toBeNull()
    await expect(CatalogueService.calibrate(callIn(study), 99, 1)).rejects.toMatchObject({
      code: 'FRAME_NOT_FOUND',
    })
  })
})
