import { describe, expect, it } from 'vitest'
import { mixedStrong } from '../../../../../src/main/trainer/pseudoLabels/mixedStrong.ts'

/** Two images of 2 × 2; the first has a box over its left column in view 0 and over all of it in view 1. */
const left = { left: 0, top: 0, width: 1, height: 2 }
const whole = { left: 0, top: 0, width: 2, height: 2 }
const grey = (...values: number[]) => Uint8Array.from(values.flatMap((v) => [v, v, v]))
const bytes = (...values: number[]) => Uint8Array.from(values)
const part = (first: number) => ({
  weak: new Uint8Array(24),
  strong: [
    { pixels: grey(...Array.from({ length: 8 }, (_, i) => first + i)), boxes: [left, undefined] },
    { pixels: grey(...Array.from({ length: 8 }, (_, i) => first + 10 + i)), boxes: [whole, undefined] },
  ],
  ignore: new Uint8Array(8),
})
const labelled = { pixels: new Uint8Array(24), label: new Uint8Array(8) }
const batch = { size: 2, images: 2, epoch: 0, labelled, unlabelled: part(100), mix: part(200) }
const seen = {
  confidence: Float32Array.of(0.5, 0.5, 0.5, 0.5, 0.75, 0.75, 0.75, 0.75),
  pseudoLabel: bytes(0, 0, 0, 0, 1, 1, 1, 1),
  ignore: bytes(255, 255, 0, 0, 0, 0, 0, 0),
}
const pasted = {
  confidence: Float32Array.of(0.25, 0.125, 0.25, 0.125, 1, 1, 1, 1),
  pseudoLabel: bytes(2, 3, 2, 3, 4, 4, 4, 4),
  ignore: bytes(0, 0, 255, 0, 0, 0, 0, 0),
}

describe('a strong view with regions of unlabelled frames', () => {
  it('shows in its box what the frame of the same place shows there, with its label, confidence and padding', () => {
    const mixed = mixedStrong(batch, 0, seen, pasted)
    expect(mixed.pixels).toEqual(grey(200, 101, 202, 103, 104, 105, 106, 107))
    expect(mixed.pseudoLabel).toEqual(bytes(2, 0, 2, 0, 1, 1, 1, 1))
    expect(mixed.confidence).toEqual(Float32Array.of(0.25, 0.5, 0.25, 0.5, 0.75, 0.75, 0.75, 0.75))
    expect(mixed.ignore).toEqual(bytes(0, 255, 255, 0, 0, 0, 0, 0))
  })

  it('has the boxes and the pixels of its own number', () => {
    const mixed = mixedStrong(batch, 1, seen, pasted)
    expect(mixed.pixels).toEqual(grey(210, 211, 212, 213, 114, 115, 116, 117))
    expect(mixed.pseudoLabel).toEqual(bytes(2, 3, 2, 3, 1, 1, 1, 1))
  })

  it('takes them from the batch in reverse order where no frames come a second time', () => {
    const { mix: _, ...alone } = batch
    const mixed = mixedStrong(alone, 0, seen, undefined)
    expect(mixed.pixels).toEqual(grey(104, 101, 106, 103, 104, 105, 106, 107))
    expect(mixed.pseudoLabel).toEqual(bytes(1, 0, 1, 0, 1, 1, 1, 1))
    expect(mixed.ignore).toEqual(bytes(0, 255, 0, 0, 0, 0, 0, 0))
  })

  it('cannot be had of a batch without it', () => {
    expect(() => mixedStrong(batch, 2, seen, pasted)).toThrow('unlabelled')
  })
})
