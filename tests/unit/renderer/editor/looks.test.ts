import { describe, expect, it } from 'vitest'
import { hiddenLook, type LayerLook, type Looks } from '../../../../src/renderer/editor/EditorSettings.ts'
import { type LookOf, withLook, withMaskFilled } from '../../../../src/renderer/editor/looks.ts'

const outlined: LayerLook = { ...hiddenLook, shown: true }
const filled: LayerLook = { ...outlined, filled: true }
const plain: Looks = { mask: outlined, model: outlined, others: { 7: outlined } }
const filledIn = ({ mask, model, others }: Looks) =>
  [mask, model, ...Object.values(others)].filter((look) => look.shown && look.filled)

describe('looks of layers', () => {
  it.each<LookOf>(['mask', 'model', 7, 8])('let the others give way where %s is filled', (of) => {
    for (const before of ['mask', 'model', 7] as const) {
      const looks = withLook(withLook(plain, before, filled), of, filled)
      expect(filledIn(looks)).toEqual([filled])
    }
  })

  it('leave the others as they are where nothing is filled', () => {
    const looks = withLook(plain, 'model', filled)
    expect(withLook(looks, 'mask', { ...outlined, line: 0.5 }).model).toBe(looks.model)
  })

  it('fill one’s own mask for a moment, even while it is hidden', () => {
    const looks = withMaskFilled({ ...plain, mask: hiddenLook, model: filled })
    expect(looks.mask).toMatchObject({ shown: true, filled: true })
    expect(filledIn(looks)).toHaveLength(1)
  })
})
