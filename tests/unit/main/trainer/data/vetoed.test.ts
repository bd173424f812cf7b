import { describe, expect, it } from 'vitest'
import { BatchMaker } from '../../../../../src/main/trainer/data/BatchMaker.ts'
import type { Picture } from '../../../../../src/main/trainer/data/picture.ts'
import type { Views } from '../../../../../src/main/trainer/data/Views.ts'
import { vetoOn, withoutVetoed } from '../../../../../src/main/trainer/data/vetoed.ts'
import { IGNORE } from '../../../../../src/shared/domain/labelClass.ts'
import { mulberry32 } from '../../../../../src/shared/domain/random.ts'
import { encodeMask } from '../../../../../src/shared/domain/rle.ts'

const SIDE = 24
const isVetoed = (i: number) => i % SIDE >= 6 && i % SIDE < 15 && i >= 4 * SIDE && i < 17 * SIDE
const data = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (isVetoed(i) ? 1 : 0))
const region = { width: SIDE, height: SIDE, data }

/** A noisy picture, of which the vetoed part is one of chance too. */
function noisy(seed: number): Picture {
  const [random, under] = [mulberry32(7), mulberry32(seed)]
  const pixels = new Uint8Array(SIDE * SIDE * 3)
  for (let i = 0; i < pixels.length; i++) {
    const value = random()
    pixels[i] = 256 * (isVetoed(Math.floor(i / 3)) ? under() : value)
  }
  return { width: SIDE, height: SIDE, data: pixels }
}

const strong = { kind: 'colour', boxProbability: 0.5 } as const
const views: Readonly<Record<string, Views>> = {
  'of two strong views and a mix': {
    weakCrop: 'random',
    unlabelled: { strong: [strong, strong], mix: true },
  },
  'that count their padding': {
    weakCrop: 'random',
    weak: 'filled',
    padding: { labelled: 'ignored', unlabelled: 'counted' },
    unlabelled: { strong: [{ kind: 'randomIntensity', boxProbability: 0 }], mix: false },
  },
  'of the plain kind': { weakCrop: 'random', weak: 'plain', unlabelled: { strong: [], mix: false } },
}

function batches(wanted: Views, picture: Picture, veto: Uint8Array | undefined) {
  const frames = [{ path: 'u', ...(veto ? { veto } : {}) }]
  const labelled = [{ path: 'l', mask: encodeMask({ ...region, data: new Uint8Array(SIDE * SIDE) }) }]
  const plan = { labelled, unlabelled: frames, batch: 1, size: 20, seed: 5, frameSide: null, views: wanted }
  const maker = new BatchMaker(plan, async (path) => (path === 'u' ? picture : noisy(1)))
  return Promise.all(Array.from({ length: 6 }, (_, step) => maker.make(step)))
}

describe.each(Object.entries(views))('batches %s', (_, wanted) => {
  const veto = encodeMask(region)

  it('hold nothing of what is vetoed, whatever the picture shows there', async () => {
    const made = await batches(wanted, noisy(1), veto)
    expect(await batches(wanted, noisy(2), veto)).toEqual(made)
    expect(await batches(wanted, noisy(2), undefined)).not.toEqual(await batches(wanted, noisy(1), undefined))
  })

  it('say that it is not learned from, and nothing else than before of the rest', async () => {
    const [bare, made] = [await batches(wanted, noisy(1), undefined), await batches(wanted, noisy(1), veto)]
    const everything = encodeMask({ ...region, data: new Uint8Array(SIDE * SIDE).fill(1) })
    const all = await batches(wanted, noisy(1), everything)
    const ignored = (batch: (typeof made)[number] | undefined) =>
      batch?.unlabelled?.ignore ?? new Uint8Array()
    const count = (ignore: Uint8Array) => ignore.filter((value) => value === IGNORE).length
    for (const [n, batch] of made.entries()) {
      expect(batch.labelled).toEqual(bare[n]?.labelled)
      expect(count(ignored(batch))).toBeGreaterThanOrEqual(count(ignored(bare[n])))
      for (const [i, value] of ignored(bare[n]).entries())
        if (value === IGNORE) expect(ignored(batch)[i]).toBe(IGNORE)
    }
    const sum = (list: typeof made) => list.reduce((total, batch) => total + count(ignored(batch)), 0)
    expect(sum(made)).toBeGreaterThan(sum(bare))
    expect(sum(all)).toBeGreaterThan(sum(made))
  })
})

describe('a veto on a picture that was shrunk', () => {
  it('covers every pixel that has something of the region in it, and no more than a few beside', () => {
    const small = vetoOn(region, { width: 8, height: 8 })
    const touched = Uint8Array.from({ length: 64 }, (_, i) =>
      data.some(
        (v, at) => v === 1 && Math.floor((at % SIDE) / 3) === i % 8 && Math.floor(at / SIDE / 3) === i >> 3,
      )
        ? 1
        : 0,
    )
    for (const [i, value] of touched.entries()) if (value === 1) expect(small.data[i]).toBe(1)
    expect(small.data.includes(0)).toBe(true)
    expect(vetoOn(region, { width: SIDE, height: SIDE })).toBe(region)
  })

  it('blanks a copy in the colour of what lies beyond the picture', () => {
    const picture = noisy(1)
    const before = picture.data.slice()
    const blank = withoutVetoed(picture, region, [1, 2, 3])
    expect(picture.data).toEqual(before)
    const at = 3 * data.indexOf(1)
    expect([...blank.data.subarray(at, at + 3)]).toEqual([1, 2, 3])
    expect(blank.data.subarray(0, at)).toEqual(before.subarray(0, at))
  })
})
