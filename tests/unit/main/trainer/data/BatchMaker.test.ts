import { expect, it } from 'vitest'
import { BatchMaker } from '../../../../../src/main/trainer/data/BatchMaker.ts'
import type { Views } from '../../../../../src/main/trainer/data/Views.ts'
import { encodeMask } from '../../../../../src/shared/domain/rle.ts'

const SIDE = 16
const mask = encodeMask({ width: SIDE, height: SIDE, data: new Uint8Array(SIDE * SIDE) })
const framesNamed = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ path: `${name}-${i}`, mask }))

/** Views as methods want them: one strong, none, or two with a second look at the same frames. */
const strong = { kind: 'colour', boxProbability: 0.5 } as const
const wanted: Readonly<Record<string, Views>> = {
  one: { weakCrop: 'random', unlabelled: { strong: [strong], mix: false } },
  none: { weakCrop: 'random', unlabelled: { strong: [], mix: false } },
  two: { weakCrop: 'random', unlabelled: { strong: [strong, strong], mix: true } },
}

/** Paths in the order in which eight steps read them, and the crops that they show. */
async function eightSteps(views: Views, labelled: number, seed = 3) {
  const unlabelled = views.unlabelled ? framesNamed('unlabelled', 7) : []
  const read: string[] = []
  const maker = new BatchMaker(
    {
      labelled: framesNamed('labelled', labelled),
      unlabelled,
      batch: 2,
      size: 8,
      seed,
      frameSide: null,
      views,
    },
    async (path) => {
      read.push(path)
      const value = 30 * Number(path.split('-')[1])
      const data = new Uint8Array(SIDE * SIDE * 3).map((_, i) => value + Math.floor(i / 3) * 3)
      return { width: SIDE, height: SIDE, data }
    },
  )
  const steps: { labelled: string[]; unlabelled: string[] }[] = []
  for (let step = 0; step < 8; step++) {
    read.length = 0
    const batch = await maker.make(step)
    const seen = read.filter((path) => path.startsWith('unlabelled'))
    steps.push({
      labelled: [...read.filter((path) => path.startsWith('labelled')), String(batch.labelled.pixels)],
      unlabelled: [...seen.slice(0, 2), String(batch.unlabelled?.weak)],
    })
  }
  return steps
}

it('shows every method the same frames in the same order, and the same crops of them', async () => {
  const [one, ...others] = await Promise.all(Object.values(wanted).map((views) => eightSteps(views, 3)))
  for (const other of others) expect(other).toEqual(one)
  expect(await eightSteps(wanted['one']!, 3, 4)).not.toEqual(one)
})

it('shows the same unlabelled frames whatever is labelled beside them', async () => {
  const unlabelled = async (labelled: number) =>
    (await eightSteps(wanted['one']!, labelled)).map((step) => step.unlabelled)
  expect(await unlabelled(2)).toEqual(await unlabelled(5))
})

it('goes once through the labelled frames an epoch where there are no others', async () => {
  const steps = await eightSteps({ weakCrop: 'random' }, 4)
  const paths = steps.flatMap(({ labelled }) => labelled.slice(0, 2))
  for (let epoch = 0; epoch < 4; epoch++) expect(new Set(paths.slice(4 * epoch, 4 * epoch + 4)).size).toBe(4)
})

it('shows a rare class oftener where it is asked for, in frames drawn and in crops laid', async () => {
  const [wide, common, rare] = [64, 1, 2]
  const holding = (value: number) => {
    const data = new Uint8Array(wide * wide)
    for (let row = 0; row < 8; row++) data.fill(value, row * wide, row * wide + 8)
    return encodeMask({ width: wide, height: wide, data })
  }
  const masks = [rare, ...Array.from({ length: 9 }, () => common)].map(holding)
  const shown = async (rareShare: number, rareCrops: number) => {
    const labelled = masks.map((one, i) => ({ path: `labelled-${i}`, mask: one }))
    const plan = {
      labelled,
      unlabelled: [],
      batch: 4,
      size: 16,
      seed: 1,
      frameSide: null,
      rareShare,
      rareCrops,
    }
    const picture = { width: wide, height: wide, data: new Uint8Array(wide * wide * 3) }
    const maker = new BatchMaker({ ...plan, views: { weakCrop: 'random' } }, async () => picture)
    let [commonly, rarely] = [0, 0]
    for (let step = 0; step < 60; step++) {
      const { label } = (await maker.make(step)).labelled
      for (let image = 0; image < 4; image++) {
        const crop = label.subarray(image * 256, (image + 1) * 256)
        if (crop.includes(rare)) rarely++
        if (crop.includes(common)) commonly++
      }
    }
    return { commonly, rarely }
  }
  const plain = await shown(0, 0)
  const drawn = await shown(1 / 3, 0)
  const laid = await shown(1 / 3, 1)
  expect(drawn.rarely).toBeGreaterThan(1.5 * plain.rarely)
  expect(laid.rarely).toBeGreaterThan(2 * drawn.rarely)
  // Crops of frames without a rare class are as they were drawn.
  expect(laid.commonly).toBe(drawn.commonly)
})

it('counts corrected pixels as often as it is told, wherever a crop shows them', async () => {
  const data = new Uint8Array(SIDE * SIDE)
  data.fill(1, 0, data.length / 2)
  const half = encodeMask({ width: SIDE, height: SIDE, data })
  const made = (correctedTimes?: number) =>
    new BatchMaker(
      {
        ...{ labelled: [{ path: 'labelled-0', mask: half, corrected: half }, ...framesNamed('labelled', 1)] },
        ...{ unlabelled: [], batch: 2, size: 8, seed: 3, frameSide: null, views: { weakCrop: 'random' } },
        ...(correctedTimes === undefined ? {} : { correctedTimes }),
      },
      async () => ({ width: SIDE, height: SIDE, data: new Uint8Array(SIDE * SIDE * 3) }),
    )
  const seen = new Set<number>()
  for (let step = 0; step < 8; step++) {
    const { labelled } = await made(3).make(step)
    // The label is 1 just where it was corrected, in the one frame; the other one was not corrected.
    expect([...(labelled.times ?? [])]).toEqual(Array.from(labelled.label, (value) => (value === 1 ? 3 : 1)))
    for (const value of labelled.times ?? []) seen.add(value)
    expect((await made().make(step)).labelled).toEqual({ pixels: labelled.pixels, label: labelled.label })
  }
  expect(seen).toEqual(new Set([1, 3]))
})
