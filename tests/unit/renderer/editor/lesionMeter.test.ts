import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LesionMeter } from '../../../../src/renderer/editor/LesionMeter.ts'
import type { Lesion } from '../../../../src/shared/domain/lesions.ts'
import { emptyMask } from '../../../../src/shared/domain/mask.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const lesionOf = (area: number): Lesion => ({ value: 1, area, diameter: 1, box: [0, 0, 1, 1] })

/** A meter whose measures are answered by hand, in any order; what it told. */
function meter() {
  const told: (number | 'stale')[] = []
  const asked: ((area: number) => Promise<void>)[] = []
  const made = new LesionMeter(
    () =>
      new Promise((resolve) => {
        asked.push(async (area) => {
          resolve([lesionOf(area)])
          await vi.advanceTimersByTimeAsync(0)
        })
      }),
    (lesions) => told.push(lesions[0]?.area ?? 0),
    () => told.push('stale'),
  )
  const paint = () => made.measureSoon(emptyMask(2, 2))
  return { made, paint, told, asked, rest: () => vi.advanceTimersByTime(1000) }
}

it('measures once when the hand rests, and says at each step that the measure is old', async () => {
  const { paint, told, asked, rest } = meter()
  paint()
  paint()
  rest()
  expect(asked).toHaveLength(1)
  await asked[0]?.(5)
  expect(told).toEqual(['stale', 'stale', 5])
})

it('tells no measure that comes after a newer step', async () => {
  const { paint, told, asked, rest } = meter()
  paint()
  rest()
  paint()
  await asked[0]?.(5)
  expect(told).toEqual(['stale', 'stale'])
  rest()
  await asked[1]?.(7)
  expect(told).toEqual(['stale', 'stale', 7])
})

it('tells nothing after its end', async () => {
  const { made, paint, told, asked, rest } = meter()
  paint()
  rest()
  made.dispose()
  await asked[0]?.(5)
  expect(told).toEqual(['stale'])
})
