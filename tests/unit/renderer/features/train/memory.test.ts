import { describe, expect, it } from 'vitest'
import { memoryOf } from '../../../../../src/renderer/features/train/memory.ts'

const way = { method: 'loco', backbone: 'efficientnet-lite0', size: 128, batch: 4 }

describe('the memory of a round', () => {
  it('is what one of the same kind took here', () => {
    const times = [
      { ...way, size: 256, secondsPerStep: 1, memory: 3 },
      { ...way, secondsPerStep: 1, memory: 1.3 },
    ]
    expect(memoryOf(way, times)).toEqual({ needed: 1.3, measured: true })
  })

  it.each([
    // Measured: the trainer's README.md.
    ['supervised', 128, 0.71],
    ['loco', 128, 1.21],
    ['unimatch', 128, 1.31],
    ['loco', 256, 3],
  ])('of %s at %i px is guessed within a third of what was measured', (method, size, measured) => {
    const { needed, measured: isMeasured } = memoryOf({ ...way, method, size }, [])
    expect(isMeasured).toBe(false)
    expect(Math.abs(needed - measured) / measured).toBeLessThan(1 / 3)
  })
})
