import { describe, expect, it } from 'vitest'
import type { Found } from '../../../../../src/main/engine/import/found/Incoming.ts'
import { withLabelledShare } from '../../../../../src/main/engine/import/labelledPart.ts'
import { drawSplits } from '../../../../../src/main/engine/import/splits.ts'
import { classesNamed } from '../../../../../src/shared/domain/labelClass.ts'
import { strataOf } from '../../../../../src/shared/domain/strata.ts'

const KINDS = ['benign_NBI', 'benign_WLI', 'malignant_NBI', 'normal_WLI']
const frames = Array.from({ length: 400 }, (_, n): Found => {
  const name = `2019_${KINDS[n % KINDS.length]}_${n}.png`
  return {
    path: `/data/${name}`,
    patient: `P${Math.floor(n / 4) * 4 + (n % 4)}`,
    examination: '1',
    place: 0,
    mask: { path: name },
  }
})
const none = { train: 0, validation: 0, test: 0 }

describe('splits', () => {
  it('deal out every kind of patient in the same shares', () => {
    const strata = strataOf(frames, classesNamed(['normal', 'benign', 'malignant']))
    const drawn = drawSplits([...strata.keys()], none, strata)
    for (const kind of KINDS) {
      const own = frames.filter((f) => f.path.includes(kind)).map((f) => drawn.get(f.patient))
      const share = (split: string) => own.filter((s) => s === split).length / own.length
      expect(share('train')).toBeCloseTo(0.7, 1)
      expect(share('validation')).toBeCloseTo(0.15, 1)
      expect(share('test')).toBeCloseTo(0.15, 1)
    }
  })

  it('do not depend on the order of the files', () => {
    const patients = [...new Set(frames.map((f) => f.patient))]
    const once = drawSplits(patients, none)
    expect(drawSplits(patients.toReversed(), none)).toEqual(once)
  })
})

describe('the labelled share', () => {
  it.each([0.1, 0.3, 0.5])('%d keeps so many masks, evenly, and the same for the same seed', (share) => {
    const kept = (seed: number) =>
      withLabelledShare(frames, { share, seed }).flatMap((f) => (f.mask ? [f.path] : []))
    expect(kept(1)).toHaveLength(400 * share)
    expect(kept(1)).toEqual(kept(1))
    expect(kept(1)).not.toEqual(kept(2))
    for (const light of ['NBI', 'WLI'])
      expect(kept(1).filter((path) => path.includes(light)).length).toBe(200 * share)
  })
})
