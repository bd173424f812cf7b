import { describe, expect, it } from 'vitest'
import { boundaryMap } from '../../../../../../src/main/trainer/losses/contrast/boundary.ts'
import { NEIGHBOURS } from '../../../../../../src/main/trainer/losses/contrast/neighbours.ts'
import { mulberry32 } from '../../../../../../src/shared/domain/random.ts'

/** The definition, without any shortcut. */
function byDefinition(
  label: Uint8Array,
  height: number,
  width: number,
  outside: 'none' | 'background',
): Uint8Array {
  return label.map((own, i) => {
    const [y, x] = [Math.floor(i / width), i % width]
    return NEIGHBOURS.some(({ dy, dx }) => {
      const inside = y + dy >= 0 && x + dx >= 0 && y + dy < height && x + dx < width
      if (!inside) return outside === 'background' && own !== 0
      return label[(y + dy) * width + x + dx] !== own
    })
      ? 1
      : 0
  })
}

describe('boundary map', () => {
  it('has 64 neighbours within 4 px', () => {
    expect(NEIGHBOURS).toHaveLength(64)
    expect(Math.max(...NEIGHBOURS.map(({ dy, dx }) => dy * dy + dx * dx))).toBe(20)
  })

  it.each(['none', 'background'] as const)('is the definition (outside: %s)', (outside) => {
    const random = mulberry32(5)
    for (let round = 0; round < 20; round++) {
      const [height, width] = [20 + round, 31]
      const label = new Uint8Array(height * width)
      for (let blob = 0; blob < 3; blob++) {
        const [cy, cx, r] = [random() * height, random() * width, 2 + random() * 7]
        for (let i = 0; i < label.length; i++)
          if (Math.hypot(Math.floor(i / width) - cy, (i % width) - cx) < r)
            label[i] = blob === 2 ? 255 : blob + 1
      }
      expect(boundaryMap(label, height, width, outside)).toEqual(byDefinition(label, height, width, outside))
    }
  })
})
