import { expect, it } from 'vitest'
import { GlobalThreshold } from '../../../../../src/main/trainer/pseudoLabels/GlobalThreshold.ts'

const settings = { start: 0.5, momentum: 0.75 }
/** Of three classes one is nowhere, and one in the padding alone. */
const seen = {
  confidence: Float32Array.of(0.5, 0.75, 0.25, 1),
  pseudoLabel: Uint8Array.of(0, 0, 2, 1),
  ignore: Uint8Array.of(0, 0, 0, 255),
}

it('a threshold follows the mean of the highest confidences of the classes that are seen, and goes on where it was', () => {
  const threshold = new GlobalThreshold(settings)
  threshold.update(seen)
  expect(threshold.value).toBe(0.75 * 0.5 + 0.25 * ((0.75 + 0.25) / 2))
  threshold.update({ ...seen, ignore: Uint8Array.of(255, 0, 255, 0) })
  const resumed = new GlobalThreshold(settings)
  resumed.restore(threshold.state())
  for (const one of [threshold, resumed]) one.update(seen)
  expect(resumed.value).toBe(threshold.value)
  expect(() => resumed.restore(new Map())).toThrow(/threshold/)
})

it('a threshold stays where all is padding', () => {
  const threshold = new GlobalThreshold(settings)
  threshold.update({ ...seen, ignore: new Uint8Array(4).fill(255) })
  expect(threshold.value).toBe(0.5)
})
