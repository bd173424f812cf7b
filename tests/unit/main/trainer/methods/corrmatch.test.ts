import { describe, expect, it } from 'vitest'
import type { Batch } from '../../../../../src/main/trainer/data/Batch.ts'
import { mulberry32 } from '../../../../../src/shared/domain/random.ts'
import { settingsFrom } from '../../../../../src/shared/trainer/presets.ts'
import { hasTensorFlow } from '../../../../support/places.ts'

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
})
