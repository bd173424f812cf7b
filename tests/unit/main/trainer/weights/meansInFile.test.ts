import { expect, it } from 'vitest'
import { readMeans, writtenMeans } from '../../../../../src/main/trainer/weights/meansInFile.ts'

it('class means come back bit for bit, and other texts of the file are none', () => {
  const means = new Map([
    [0, Float32Array.of(0.1, -2e-30, 7)],
    [11, Float32Array.of(Math.PI, 0, 1)],
  ])
  const written = writtenMeans(means)
  expect(readMeans({ format: 'x', settings: '{}', ...written })).toEqual(means)
  expect(readMeans({ format: 'x', 'mean.first': 'AAAA' })).toBeUndefined()
})
