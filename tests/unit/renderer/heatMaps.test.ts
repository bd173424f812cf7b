import { expect, it } from 'vitest'
import en from '../../../src/renderer/app/texts/en.json' with { type: 'json' }
import { heatMaps } from '../../../src/shared/domain/heatMaps/index.ts'

it('each heat map has a name of its own, a plain sentence, and words for both ends of its colours', () => {
  expect(new Set(heatMaps.map(({ id }) => id)).size).toBe(heatMaps.length)
  const { heat } = en.annotate
  for (const { id } of heatMaps) {
    expect(heat[id]).not.toBe('')
    expect(Object.keys(heat.ends[id])).toEqual(['low', 'high'])
    // One sentence for a person at the canvas.
    expect(heat.means[id]).toMatch(/^[^.]+\.$/)
    expect(heat.means[id]).not.toMatch(/entropy|embedding|probabilit|network|cosine/i)
  }
})
