import { describe, expect, it } from 'vitest'
import { presets } from '../../src/shared/trainer/presets.ts'
import { hasGolden, hasTensorFlow } from '../support/places.ts'
import { norm } from './arrays.ts'
import { fixtures, judged, labels, uniform, uniformMap } from './recipes.ts'

interface Term {
  loss: number
  gl: number
  gu: number
}
interface Thresholds {
  T: number[]
}
interface Fixtures {
  A_contrast_loss: number
  B_ICE: Term
  B_BCE: Term
  B_both: Term
  B_is_boundary_label_sum: number[]
  'C_cdf_lam0.9': Thresholds[]
  'C_cdf_paper_lam0.9_absent_class_kept': Thresholds[]
  D_bilinear_3to7_row1: number[]
  E_unimatch_term: number
  E_augseg_term: [loss: number, kept: number]
  E_augseg_confidence: number[]
  G_corr_out: { sum: number; v: number[]; map_true: number; map0: number }
  H_corrmatch_new_global: number
  F_u2pl_unsup_p80: number
  F_u2pl_unsup_p90: number
  F_u2pl_unsup_p100: number
  F_u2pl_contra: { loss: number; new_keys: number[]; grad: number }
  I_iou: { i: number[]; u: number[] }
  J_ce_mean: number
  'K_ema_decays i=0,1,9,998,999,5000': number[]
}

describe.skipIf(!hasGolden || !hasTensorFlow)('method fixtures of METHODS §5', () => {
  const d = hasGolden ? fixtures<Fixtures>('method_fixtures.json') : ({} as Fixtures)
  const modules = async () => ({
    ...(await import('../../src/main/trainer/tensorflow/tensorflow.ts')),
    ...(await import('../../src/main/trainer/ops/handle.ts')),
  })

  it('A: the contrast of given pixels with given means', async () => {
    const { tf } = await modules()
    const { pullAndPush } = await import('../../src/main/trainer/losses/contrast/pullAndPush.ts')
    const unit = (values: Float32Array, rows: number) => {
      const matrix = tf.tensor2d(values, [rows, 4])
      return tf.div(matrix, tf.norm(matrix, 2, 1, true)) as typeof matrix
    }
    const cosines = tf.matMul(unit(uniform(11, 48), 12), unit(uniform(13, 12), 3), false, true)
    const chosen = { times: new Float32Array(12).fill(1), column: labels(12, 12, 3) }
    const loss = pullAndPush(cosines as never, chosen, presets.code.loco.contrast, 3)
    expect(Math.abs(loss.dataSync()[0]! / d.A_contrast_loss - 1)).toBeLessThan(1e-4)
  })

  const blobs = Uint8Array.from({ length: 2 * 256 }, (_, i) => {
    const [b, y, x] = [Math.floor(i / 256), Math.floor(i / 16) % 16, i % 16]
    if (y >= 2 + b && y <= 7 + b && x >= 3 && x <= 8) return 1
    return y >= 9 && y <= 13 && x >= 8 - b && x <= 13 - b ? 2 : 0
  })
  const label = blobs.map((value, i) => (i % 16 === 15 ? 255 : value))

  it.each([
    ['B_ICE', true, false],
    ['B_BCE', false, true],
    ['B_both', true, true],
  ] as const)('%s: the whole contrast loss of the public code', async (key, ice, bce) => {
    const { tf } = await modules()
    const { contrastLoss } = await import('../../src/main/trainer/losses/contrast/contrastLoss.ts')
    const shape = [2, 6, 16, 16] as const
    const logits = uniformMap(23, [2, 3, 16, 16], -2, 2)
    for (let i = 0; i < blobs.length; i++) logits[i * 3 + blobs[(i + 256) % 512]!]! += 3
    const ignore = new Uint8Array(512).fill(255, 256 + 12 * 16)
    const thresholds = [0.9, 0.7, 0.8]
    const targets = { height: 16, width: 16, classes: 3, label, ...judged(logits, 3), ignore, thresholds }
    const settings = { ...presets.code.loco.contrast, ice, bce, iceRate: 0.3, bceRate: 0.25 }
    const z = [21, 22].map((seed) => tf.tensor4d(uniformMap(seed, shape), [2, 16, 16, 6]))
    const loss = (l: unknown, u: unknown) => contrastLoss(l as never, u as never, targets, settings)
    const { value, grads } = tf.valueAndGrads(loss as never)(z)
    const [gl, gu] = grads.map((g) => norm(g.dataSync() as Float32Array))
    const expected = d[key]
    expect(Math.abs(value.dataSync()[0]! / expected.loss - 1)).toBeLessThan(1e-4)
    expect(Math.abs(gl! / expected.gl - 1)).toBeLessThan(1e-4)
    expect(Math.abs(gu! / expected.gu - 1)).toBeLessThan(1e-4)
  })

  it("B': the boundaries of its label maps", async () => {
    const { boundaryMap } = await import('../../src/main/trainer/losses/contrast/boundary.ts')
    const count = (b: number) =>
      boundaryMap(label.subarray(b * 256, (b + 1) * 256), 16, 16, 'background').reduce((n, v) => n + v, 0)
    expect([count(0), count(1)]).toEqual(d.B_is_boundary_label_sum)
  })

  it.each([
    ['C', 'code', 'C_cdf_lam0.9'],
    ["C'", 'paper', 'C_cdf_paper_lam0.9_absent_class_kept'],
  ] as const)('%s: thresholds of the %s over three batches, one without a class', async (_, preset, key) => {
    const { DynamicFilter } = await import('../../src/main/trainer/pseudoLabels/DynamicFilter.ts')
    const settings = { ...presets[preset].loco.filter, momentum: 0.9, globalStart: 0.85 }
    const filter = new DynamicFilter(3, settings)
    const ignore = new Uint8Array(128).fill(255, 0, 16)
    for (const [s, { T }] of d[key].entries()) {
      const logits = uniformMap(31 + s, [2, 3, 8, 8], -3, 3)
      if (s === 1) for (let i = 2; i < logits.length; i += 3) logits[i] = -9
      filter.update({ ...judged(logits, 3), ignore })
      for (const [c, value] of filter.thresholds().entries())
        expect(Math.abs(value - T[c]!)).toBeLessThan(1e-5)
    }
  })

  it('D: the aligned resize', async () => {
    const { upload, valuesOf } = await modules()
    const { resizeTo } = await import('../../src/main/trainer/ops/resizeTo.ts')
    const wide = valuesOf(resizeTo(upload([1, 3, 3, 1], uniform(44, 9)), 7, 7))
    for (const [x, value] of d.D_bilinear_3to7_row1.entries())
      expect(Math.abs(wide[7 + x]! - value)).toBeLessThan(1e-6)
  })

  it('E: the masked term of FixMatch and UniMatch', async () => {
    const { tf } = await modules()
    const { confidencesOf } = await import('../../src/main/trainer/pseudoLabels/confidences.ts')
    const { trustWeights } = await import('../../src/main/trainer/pseudoLabels/trust.ts')
    const { weightedCrossEntropy } = await import('../../src/main/trainer/losses/crossEntropy.ts')
    const map = (seed: number, most: number) =>
      tf.tensor4d(uniformMap(seed, [2, 3, 4, 4], -most, most), [2, 4, 4, 3])
    const seen = confidencesOf(map(52, 4), 4, new Uint8Array(32).fill(255, 0, 4))
    const trusted = trustWeights(seen, [0.9, 0.9, 0.9], 'counted')
    const loss = weightedCrossEntropy(map(51, 2), seen.pseudoLabel, trusted).dataSync()[0]!
    expect(Math.abs(loss - d.E_unimatch_term)).toBeLessThan(1e-5)
  })

  it("E': AugSeg's loss, what it keeps, and how sure it is of each image", async () => {
    const { tf } = await modules()
    const { weightedCrossEntropy } = await import('../../src/main/trainer/losses/crossEntropy.ts')
    const { imageConfidences } = await import('../../src/main/trainer/pseudoLabels/imageConfidences.ts')
    const { trustWeights } = await import('../../src/main/trainer/pseudoLabels/trust.ts')
    const shape = [2, 3, 4, 4] as const
    const weak = uniformMap(52, shape, -4, 4)
    const seen = { ...judged(weak, 3), ignore: new Uint8Array(32) }
    const trusted = trustWeights(seen, [0.9, 0.9, 0.9], 'all')
    const onStrong = tf.tensor4d(uniformMap(51, shape, -2, 2), [2, 4, 4, 3])
    const loss = weightedCrossEntropy(onStrong, seen.pseudoLabel, trusted).dataSync()[0]!
    const kept = trusted.filter((weight) => weight > 0).length / trusted.length
    const sure = imageConfidences(tf.tensor4d(weak, [2, 4, 4, 3]), 4, seen.ignore)
    for (const [i, value] of [...d.E_augseg_term, ...d.E_augseg_confidence].entries())
      expect(Math.abs([loss, kept, ...sure][i]! - value)).toBeLessThan(1e-4)
  })

  it('G: what alike places say, and the regions that they make', async () => {
    const { tf } = await modules()
    const { correlated } = await import('../../src/main/trainer/losses/correlation.ts')
    const { alikePixels } = await import('../../src/main/trainer/pseudoLabels/correlationRegions.ts')
    const features = tf.tensor4d(uniformMap(75, [1, 256, 5, 5]), [1, 5, 5, 256])
    const projected = [0, 1].map((k) => {
      const weight = tf.tensor2d(uniform(71 + k, 3 * 256, -0.1, 0.1), [3, 256])
      const places = tf.matMul(tf.reshape(features, [25, 256]), weight, false, true)
      return tf.reshape(tf.add(places, uniform(73 + k, 3)), [1, 5, 5, 3])
    })
    const logits = tf.tensor4d(uniformMap(76, [1, 3, 9, 9], -3, 3), [1, 9, 9, 3])
    const { logits: enlarged, likeness } = correlated(tf.concat(projected, 3) as never, logits, 9)
    // Every other of 9 places, corners aligned, is one of the 5.
    const places = (enlarged.dataSync() as Float32Array).filter((_, i) => {
      const [y, x] = [Math.floor(i / 27), Math.floor(i / 3) % 9]
      return y % 2 === 0 && x % 2 === 0
    })
    const { sum, v, map_true, map0 } = d.G_corr_out
    const off = (value: number, expected: number) => Math.abs(value / expected - 1)
    expect(
      off(
        places.reduce((a, b) => a + b, 0),
        sum,
      ),
    ).toBeLessThan(1e-4)
    expect(off(places[0]!, v[0]!)).toBeLessThan(1e-4)
    expect(off(places[(3 * 5 + 1) * 3 + 2]!, v[1]!)).toBeLessThan(1e-4)
    const rows = likeness.dataSync() as Float32Array
    const alike = alikePixels(5, 9)
    const counts = Array.from({ length: 128 }, (_, i) => {
      const row = (i % 24) * 25
      return alike(rows.subarray(row, row + 25), new Uint8Array(81), 0).length
    })
    expect([counts.reduce((a, b) => a + b, 0), counts[0]]).toEqual([map_true, map0])
  })

  it('H: what the threshold for all classes follows', async () => {
    const { GlobalThreshold } = await import('../../src/main/trainer/pseudoLabels/GlobalThreshold.ts')
    const logits = uniformMap(31, [2, 3, 8, 8], -3, 3)
    const seen = { ...judged(logits, 3), ignore: new Uint8Array(128) }
    for (const [momentum, expected] of [
      [0, d.H_corrmatch_new_global],
      [0.999, 0.999 * 0.85 + 0.001 * d.H_corrmatch_new_global],
    ] as const) {
      const threshold = new GlobalThreshold({ start: 0.85, momentum })
      threshold.update(seen)
      expect(Math.abs(threshold.value - expected)).toBeLessThan(1e-6)
    }
  })

  it.each([
    [80, 'F_u2pl_unsup_p80'],
    [90, 'F_u2pl_unsup_p90'],
    [100, 'F_u2pl_unsup_p100'],
  ] as const)('F: pseudo-labels without those of entropy above the %ith percentile', async (q, key) => {
    const { tf } = await modules()
    const { weightedCrossEntropy } = await import('../../src/main/trainer/losses/crossEntropy.ts')
    const { entropiesOf } = await import('../../src/main/trainer/pseudoLabels/entropies.ts')
    const { countedEntropies, percentile, weightsBelow } = await import(
      '../../src/main/trainer/pseudoLabels/entropyFilter.ts'
    )
    const weak = uniformMap(52, [2, 3, 4, 4], -4, 4)
    const target = judged(weak, 3).pseudoLabel.fill(255, 16, 18)
    const entropies = entropiesOf(tf.tensor4d(weak, [2, 4, 4, 3]), 4)
    const kept = weightsBelow(entropies, target, percentile(countedEntropies(entropies, target), q))
    const logits = tf.tensor4d(uniformMap(51, [2, 3, 4, 4], -2, 2), [2, 4, 4, 3])
    const loss = weightedCrossEntropy(logits, target, kept).dataSync()[0]!
    expect(Math.abs(loss / d[key] - 1)).toBeLessThan(1e-4)
  })

  it("F': the contrast with what is surely not a class, from empty banks", async () => {
    const { tf } = await modules()
    const { anchorContrast } = await import('../../src/main/trainer/losses/anchorContrast.ts')
    const { contrastedClasses } = await import('../../src/main/trainer/pseudoLabels/contrastedClasses.ts')
    const { MemoryBank } = await import('../../src/main/trainer/pseudoLabels/MemoryBank.ts')
    const probability = tf.softmax(tf.tensor4d(uniformMap(63, [2, 4, 6, 6], -2, 2), [2, 6, 6, 4]))
    const [chance, all] = [uniform(66, 36), Array.from({ length: 36 }, () => 1)]
    const mask = (holds: (value: number) => boolean) =>
      Uint8Array.from([...all, ...[...chance].map((value) => (holds(value) ? 1 : 0))])
    const seen = {
      labelled: 36,
      label: Uint8Array.from([...labels(64, 36, 4), ...labels(65, 36, 4)]),
      probability: probability.dataSync() as Float32Array,
      low: mask((value) => value < -0.2),
      high: mask((value) => value > 0.2),
    }
    const rule = { negatives: 'code', ranks: [1, 3], listsByPosition: true } as const
    const counts = { anchorProbability: 0.3, anchors: 4, negativesEach: 5 }
    const bank = new MemoryBank([50, 30, 30, 30], 8)
    const inTurn = (count: number, below: number) => Int32Array.from({ length: count }, (_, i) => i % below)
    const teacher = tf.tensor4d(uniformMap(62, [2, 8, 6, 6]), [2, 6, 6, 8])
    const compared = contrastedClasses(seen, teacher, bank, { ...rule, ...counts }, inTurn)
    const z = tf.tensor4d(uniformMap(61, [2, 8, 6, 6]), [2, 6, 6, 8])
    const { value, grad } = tf.valueAndGrad((x) => anchorContrast(x as typeof z, compared, 0.5))(z)
    const expected = d.F_u2pl_contra
    expect(Math.abs(value.dataSync()[0]! / expected.loss - 1)).toBeLessThan(1e-4)
    expect([0, 1, 2, 3].map((c) => bank.count(c))).toEqual(expected.new_keys)
    expect(Math.abs(norm(grad.dataSync() as Float32Array) / expected.grad - 1)).toBeLessThan(1e-4)
  })

  it('I: overlaps, ignored rows left out', async () => {
    const { overlap } = await import('../../src/main/trainer/metrics/overlap.ts')
    const truth = labels(82, 42, 3).fill(255, 0, 7)
    const { intersection, union } = overlap(truth, labels(81, 42, 3), 3)
    expect({ i: intersection, u: union }).toEqual({ i: d.I_iou.i, u: d.I_iou.u })
  })

  it('J: the cross-entropy, ignored pixels left out', async () => {
    const { tf } = await modules()
    const { meanWeights, weightedCrossEntropy } = await import(
      '../../src/main/trainer/losses/crossEntropy.ts'
    )
    const logits = tf.tensor4d(uniformMap(51, [2, 3, 4, 4], -2, 2), [2, 4, 4, 3])
    const truth = labels(53, 32, 3).fill(255, 0, 1)
    const loss = weightedCrossEntropy(logits, truth, meanWeights({ label: truth })).dataSync()[0]!
    expect(Math.abs(loss - d.J_ce_mean)).toBeLessThan(1e-5)
  })

  it('K: how fast the teacher follows', async () => {
    const { Teacher } = await import('../../src/main/trainer/learners/Teacher.ts')
    const { WeightMemory } = await import('../../src/main/trainer/learners/WeightMemory.ts')
    for (const [k, step] of [0, 1, 9, 998, 999, 5000].entries()) {
      const memory = new WeightMemory(1024)
      const flat = (value: number) =>
        memory.copyOf({ parameters: Float32Array.of(value), statistics: Float32Array.of(value) })
      const teacher = new Teacher(undefined as never, flat(1), presets.paper.loco, memory)
      teacher.follow(step, flat(0))
      const expected = d['K_ema_decays i=0,1,9,998,999,5000'][k]!
      expect(Math.abs(teacher.weights.parameters[0]! - expected)).toBeLessThan(1e-6)
      expect(Math.abs(teacher.weights.statistics[0]! - expected)).toBeLessThan(1e-6)
    }
  })
})
