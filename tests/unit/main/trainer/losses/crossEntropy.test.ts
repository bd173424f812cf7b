import { expect, it } from 'vitest'
import { meanWeights } from '../../../../../src/main/trainer/losses/crossEntropy.ts'
import { hasTensorFlow } from '../../../../support/places.ts'

it.skipIf(!hasTensorFlow)(
  'weighs the pixels of a mean by how often each counts, unknown ones not at all',
  () => {
    const label = Uint8Array.of(0, 1, 255, 2)
    expect([...meanWeights({ label })]).toEqual([1, 1, 0, 1].map((w) => Math.fround(w / 3)))
    const times = Uint8Array.of(1, 3, 3, 1)
    expect([...meanWeights({ label, times })]).toEqual([1, 3, 0, 1].map((w) => Math.fround(w * 0.2)))
    expect([...meanWeights({ label: Uint8Array.of(255) })]).toEqual([0])
  },
)
