import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { presets } from '../../src/shared/trainer/presets.ts'
import { golden, hasGolden, hasTensorFlow } from '../support/places.ts'

interface Array4 {
  shape: number[]
  data: number[]
}
interface Fixture {
  classes: number
  temperature: number
  ice_rate: number
  bce_rate: number
  thresholds: number[]
  embedding_labelled: Array4
  embedding_unlabelled: Array4
  label: Array4
  teacher_logits_unlabelled: Array4
  ignore_unlabelled: Array4
  expected: Record<
    'ice' | 'bce' | 'both',
    { loss: number; grad_labelled: Array4; grad_unlabelled: Array4 }
  > & { neighbour_offsets_dy_dx: number[][]; boundary_labelled: Array4 }
}
const read = (name: string) => JSON.parse(readFileSync(join(golden, name), 'utf8')) as Fixture

describe.skipIf(!hasGolden || !hasTensorFlow).each(['lcc_3class.json', 'lcc_2class.json'])(
  'contrast loss of the public code: %s',
  (name) => {
    it.each([
      ['ice', true, false],
      ['bce', false, true],
      ['both', true, true],
    ] as const)('%s: value and both gradients', async (key, ice, bce) => {
      const { tf } = await import('../../src/main/trainer/tensorflow/tensorflow.ts')
      const { contrastLoss } = await import('../../src/main/trainer/losses/contrast/contrastLoss.ts')
      const d = read(name)
      const tensor = ({ data, shape }: Array4) => tf.tensor(data, shape)
      const [, height, width] = d.teacher_logits_unlabelled.shape as [number, number, number, number]
      const probabilities = tf.softmax(tensor(d.teacher_logits_unlabelled))
      const targets = {
        height,
        width,
        classes: d.classes,
        label: Uint8Array.from(d.label.data),
        pseudoLabel: Uint8Array.from(tf.argMax(probabilities, 3).dataSync()),
        confidence: tf.max(probabilities, 3).dataSync() as Float32Array,
        ignore: Uint8Array.from(d.ignore_unlabelled.data),
        thresholds: d.thresholds,
      }
      const settings = {
        ...presets.code.loco.contrast,
        ice,
        bce,
        iceRate: d.ice_rate,
        bceRate: d.bce_rate,
        temperature: d.temperature,
      }
      const loss = tf.valueAndGrads((a, b) => contrastLoss(a as never, b as never, targets, settings))
      const { value, grads } = loss([tensor(d.embedding_labelled), tensor(d.embedding_unlabelled)])
      const expected = d.expected[key]
      expect(Math.abs(value.dataSync()[0]! - expected.loss)).toBeLessThan(1e-4 * Math.max(1, expected.loss))
      for (const [gradient, { data }] of [
        [grads[0]!, expected.grad_labelled],
        [grads[1]!, expected.grad_unlabelled],
      ] as const) {
        const found = gradient.dataSync()
        const norm = Math.hypot(...data)
        const difference = Math.hypot(...data.map((v, i) => v - found[i]!))
        expect(difference).toBeLessThan(1e-4 * norm + 1e-6)
      }
    })

    it('finds the same neighbours and boundary', async () => {
      const { boundaryMap } = await import('../../src/main/trainer/losses/contrast/boundary.ts')
      const { NEIGHBOURS } = await import('../../src/main/trainer/losses/contrast/neighbours.ts')
      const d = read(name)
      const key = (offsets: number[][]) => offsets.map((o) => o.join()).sort()
      expect(key(NEIGHBOURS.map(({ dy, dx }) => [dy, dx]))).toEqual(key(d.expected.neighbour_offsets_dy_dx))
      const [images, height, width] = d.label.shape as [number, number, number]
      const label = Uint8Array.from(d.label.data)
      const found = Array.from({ length: images }, (_, i) => [
        ...boundaryMap(
          label.subarray(i * height * width, (i + 1) * height * width),
          height,
          width,
          'background',
        ),
      ]).flat()
      expect(found).toEqual(d.expected.boundary_labelled.data)
    })
  },
)
