import { describe, expect, it } from 'vitest'
import type { Batch } from '../../../../../src/main/trainer/data/Batch.ts'
import type { Box } from '../../../../../src/main/trainer/data/cutMixBox.ts'
import type { Method } from '../../../../../src/main/trainer/methods/Method.ts'
import { mulberry32 } from '../../../../../src/shared/domain/random.ts'
import type { CorrMatchSettings } from '../../../../../src/shared/trainer/methods/corrmatch.ts'
import { settingsFrom } from '../../../../../src/shared/trainer/presets.ts'
import { hasTensorFlow } from '../../../../support/places.ts'
import { playedStep, twoClasses } from '../../../../support/playedStudent.ts'

const SIZE = 32
const IMAGES = 2
const MAP = IMAGES * SIZE * SIZE

/** Frames of one colour above and another below, with noise; a third of the second image is padding, and one has a box. */
function batch(seed: number): Batch & Required<Pick<Batch, 'unlabelled' | 'mix'>> {
  const random = mulberry32(seed)
  const pixels = () =>
    Uint8Array.from(
      { length: 3 * MAP },
      (_, i) => (i % (3 * SIZE * SIZE) < 48 * SIZE ? 60 : 160) + 40 * random(),
    )
  const part = () => ({
    weak: pixels(),
    strong: [{ pixels: pixels(), boxes: [{ left: 4, top: 4, width: 12, height: 8 }, undefined] }],
    ignore: new Uint8Array(MAP).fill(255, MAP - 11 * SIZE),
  })
  // Of all classes, two occur.
  const label = Uint8Array.from({ length: MAP }, (_, i) => (i % (SIZE * SIZE) < 16 * SIZE ? 0 : 1))
  return {
    size: SIZE,
    images: IMAGES,
    epoch: 0,
    labelled: { pixels: pixels(), label },
    unlabelled: part(),
    mix: part(),
  }
}

/** A round that has yet to begin. The threshold is low enough that something is learned at once. */
async function started(classes: number) {
  const { TrainingRun } = await import('../../../../../src/main/trainer/loop/trainingRun.ts')
  const round = settingsFrom('cpu', { method: 'corrmatch', classes, size: SIZE, batch: IMAGES, steps: 4 })
  const threshold = { ...round.corrmatch.threshold, start: 0.1 }
  const settings = { ...round, corrmatch: { ...round.corrmatch, threshold, unsupervisedRamp: 0 } }
  return TrainingRun.start({ settings, initial: { kind: 'none' } })
}

const TERMS = ['supervised', 'supervisedCorrelation']
const TERMS_ON_PSEUDO_LABELS = [
  'unsupervised',
  'divergence',
  'perturbed',
  'strongCorrelation',
  'weakCorrelation',
]

describe.skipIf(!hasTensorFlow)('CorrMatch', () => {
  it.each([2, 3, 8])('learns by all its terms with %i classes, of which two occur', async (classes) => {
    const run = await started(classes)
    const losses = run.learn(0, batch(1))
    expect(Object.keys(losses)).toEqual([...TERMS, ...TERMS_ON_PSEUDO_LABELS])
    for (const [term, loss] of Object.entries(losses)) expect(loss, term).toBeGreaterThan(0)
    const { thresholds, pseudoLabelShare } = run.report()
    expect(new Set(thresholds).size).toBe(1)
    expect(thresholds).toHaveLength(classes)
    expect(pseudoLabelShare.reduce((a, b) => a + b, 0)).toBeGreaterThan(0)
    run.dispose()
  })

  it('learns nothing of what is all padding', async () => {
    const run = await started(2)
    const padded = batch(2)
    for (const map of [padded.labelled.label, padded.unlabelled.ignore, padded.mix.ignore]) map.fill(255)
    expect(Object.values(run.learn(0, padded))).toEqual([0, 0, 0, 0, 0, 0, 0])
    expect(run.report().thresholds).toEqual([0.1, 0.1])
    expect(run.student.weights.parameters.every(Number.isFinite)).toBe(true)
    run.dispose()
  })

  it('goes on from a checkpoint bit for bit', async () => {
    const [undisturbed, resumed] = [await started(2), await started(2)]
    undisturbed.learn(0, batch(1))
    const { arrays, ...rest } = undisturbed.checkpoint(1, 0)
    const kept = [...arrays].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }] as const)
    resumed.restore({ ...rest, arrays: new Map(kept) })
    const [expected, found] = [undisturbed.learn(1, batch(2)), resumed.learn(1, batch(2))]
    expect(found).toEqual(expected)
    expect(resumed.report()).toEqual(undisturbed.report())
    const bytes = ({ buffer, byteOffset, byteLength }: Float32Array) =>
      Buffer.from(buffer, byteOffset, byteLength)
    const after = undisturbed.checkpoint(2, 0).arrays
    for (const [name, { data }] of resumed.checkpoint(2, 0).arrays)
      expect(bytes(data).equals(bytes(after.get(name)!.data)), name).toBe(true)
    for (const run of [undisturbed, resumed]) run.dispose()
  })

  it('shows its branch the maps as they are, where the decoder sees them perturbed too', async () => {
    const { LiveNet, free } = await import('../../../../../src/main/trainer/learners/LiveNet.ts')
    const { network, student } = await started(2)
    const live = new LiveNet(network, student.weights)
    const { pixels } = batch(1).labelled
    const [plain, perturbed] = [{}, { perturb: mulberry32(1) }].map((draws) => {
      const made = live.pass(pixels, SIZE, { heads: { correlation: IMAGES }, ...draws })
      const { logits, heads } = made.pass.outputs()
      const seen = { shape: logits.shape, branch: heads['correlation']!.dataSync().slice() }
      free(made)
      return seen
    })
    live.changed()
    expect([plain!.shape[0], perturbed!.shape[0]]).toEqual([IMAGES, 2 * IMAGES])
    expect(perturbed!.branch).toEqual(plain!.branch)
  })

  describe('whose student says what is laid into its mouth', () => {
    const side = 4
    const shade = (value: number) => new Uint8Array(side * side * 3).fill(value)
    const all = (p: number) => Array.from({ length: side * side }, () => p)
    const part = (weak: number, strong: number, box?: Box) => ({
      weak: shade(weak),
      strong: [{ pixels: shade(strong), boxes: [box] }],
      ignore: new Uint8Array(side * side),
    })
    /** One image of class 0. */
    const handmade = (box?: Box) => ({
      size: side,
      images: 1,
      epoch: 0,
      labelled: { pixels: shade(10), label: new Uint8Array(side * side) },
      unlabelled: part(20, 30, box),
      mix: part(40, 50),
    })
    const maps = (...images: readonly (readonly number[])[]) =>
      [[images.length, side, side, 2], twoClasses(images.flat())] as const
    /** The branch's map, 2 × 2 places of each image: f₁ and f₂ are the same. */
    type Places = readonly (readonly [number, number])[]
    const branch = (...images: readonly Places[]) => ({
      correlation: [[images.length, 2, 2, 4], images.flat().flatMap((f) => [...f, ...f])] as const,
    })
    const allAlike: Places = [0, 1, 2, 3].map(() => [0, 0] as const)
    /** Sure of class 0 but in the lowest row. */
    const sureAbove = all(0.99).fill(0.6, 12)
    const settings = settingsFrom('paper', { method: 'corrmatch', classes: 2, steps: 10 })

    /** A step in which the strong view shows ¾ for class 0 everywhere, as does the labelled one. */
    async function played(
      own: Partial<CorrMatchSettings>,
      batch: Batch,
      seen = sureAbove,
      places = allAlike,
    ) {
      const { corrmatch } = await import('../../../../../src/main/trainer/methods/corrmatch.ts')
      const { Stopwatch } = await import('../../../../../src/main/trainer/learners/Stopwatch.ts')
      const chosen = { ...settings, corrmatch: { ...settings.corrmatch, ...own } }
      const run = (corrmatch as Method<'corrmatch'>).start({
        settings: chosen,
        stopwatch: new Stopwatch(),
      } as never)
      const passes = [
        maps(all(0.01)),
        [...maps(all(0.75), seen, all(0.001), all(0.75)), branch(allAlike, places)],
        [...maps(all(0.75)), branch(allAlike)],
      ] as const
      const step = await playedStep(passes, (student) => run.step(batch, student, 0).losses)
      return { ...step, threshold: run.thresholds()[0] }
    }

    const [asZero, asOne] = [-Math.log(0.75), Math.log(4)]
    const box = { left: 0, top: 0, width: 2, height: 2 }

    it('has the terms of METHODS §1.6', async () => {
      const { losses, shown, slopes, threshold } = await played({}, handmade(box))
      expect(threshold).toBeCloseTo(0.999 * 0.85 + 0.001 * 0.99, 6)
      // Twelve pixels are trusted, four of them pasted. All places being alike, the branch says the mean of the corners.
      const spread = (4 * asOne + 8 * asZero) / 16
      const apart = 0.99 * Math.log(0.99 / 0.75) + 0.01 * Math.log(0.01 / 0.25)
      const atCorners = (Math.log(0.99 / 0.01) + Math.log(0.6 / 0.4)) / 2
      const terms = {
        supervised: 0.5 * asZero,
        supervisedCorrelation: 0.5 * asZero,
        unsupervised: 0.25 * spread,
        divergence: (0.25 * 12 * apart) / 16,
        perturbed: (0.25 * 12 * asZero) / 16,
        strongCorrelation: 0.125 * spread,
        weakCorrelation: (0.125 * 12 * Math.log(1 + Math.exp(-atCorners))) / 16,
      }
      for (const [term, value] of Object.entries(terms)) expect(losses[term], term).toBeCloseTo(value / 2, 5)
      expect(shown.map(({ pixels, options }) => [options.mode, ...new Set(pixels)])).toEqual([
        ['eval', 40],
        ['train', 10, 20],
        ['train', 50, 30],
      ])
      // No gradient comes to the pass that labels, nor to the weak view, nor to the labelled one perturbed.
      expect(slopes[0]).toBeUndefined()
      const isMoved = (image: number) => slopes[1]!.subarray(32 * image, 32 * image + 32).some((d) => d !== 0)
      expect([0, 1, 2, 3].map(isMoved)).toEqual([true, false, false, true])
    })

    it('spreads what it is sure of over places that are alike in its weak view', async () => {
      // Of the three pixels of the first corner two are trusted; the third looks like the other class.
      const seen = all(0.99).fill(0.45, 4, 5)
      const apart: Places = [
        [10, 0],
        [0, 10],
        [0, 10],
        [0, 10],
      ]
      const threshold = { ...settings.corrmatch.threshold, start: 0.6 }
      const flat = await played({ threshold }, handmade(), seen)
      const spread = await played({ threshold }, handmade(), seen, apart)
      expect(flat.losses['unsupervised']).toBeCloseTo((0.25 * 15 * asZero) / 16 / 2, 6)
      expect(spread.losses['unsupervised']).toBeCloseTo((0.25 * asZero) / 2, 6)
      // The divergence counts what was trusted at first.
      expect(spread.losses['divergence']).toBe(flat.losses['divergence'])
    })

    it('leaves boxes out of the divergence, and pasted padding out of the threshold, where it is told to', async () => {
      const whole = await played({}, handmade(box))
      const outside = await played({ divergesInBox: false }, handmade(box))
      expect(outside.losses['divergence']! / whole.losses['divergence']!).toBeCloseTo(8 / 12, 5)
      const padded = handmade(box)
      padded.mix.ignore[0] = 255
      const peakOf = async (ignores: 'weak' | 'mixed') => {
        const threshold = { start: 0, momentum: 0, ignores }
        return (await played({ threshold }, padded, all(0.9).fill(0.999, 0, 1))).threshold
      }
      expect(await peakOf('weak')).toBeCloseTo(0.999, 5)
      expect(await peakOf('mixed')).toBeCloseTo(0.9, 5)
    })
  })
})
