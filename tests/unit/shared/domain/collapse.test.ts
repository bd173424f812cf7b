import { describe, expect, it } from 'vitest'
import { collapsesOf } from '../../../../src/shared/domain/collapse.ts'
import { type JudgedFrame, lesionOverlap } from '../../../../src/shared/domain/lesionOverlap.ts'

/** A frame by its confusion matrix: pixels by label (rows) and by what the model says (columns). */
function frame(confusion: readonly (readonly number[])[]): JudgedFrame {
  const truth = confusion.map((row) => row.reduce((a, b) => a + b, 0))
  const intersection = confusion.map((row, c) => row[c]!)
  const union = truth.map(
    (held, c) => held + confusion.reduce((sum, row) => sum + row[c]!, 0) - intersection[c]!,
  )
  return { truth, intersection, union }
}

const sound = frame([
  [800, 20, 10],
  [10, 90, 0],
  [5, 5, 60],
])

describe('the lesion overlap', () => {
  it('is the mean IoU of the lesion classes that labels hold', () => {
    expect(lesionOverlap([sound])).toBeCloseTo((90 / 125 + 60 / 80) / 2)
    // What is seen where no label holds it costs nothing here: there is no truth to find.
    const noMalignant = frame([
      [800, 20, 10],
      [10, 90, 0],
      [0, 0, 0],
    ])
    expect(lesionOverlap([noMalignant])).toBeCloseTo(90 / 120)
    expect(
      lesionOverlap([
        frame([
          [1000, 0],
          [0, 0],
        ]),
      ]),
    ).toBeNull()
  })
})

describe('a collapse', () => {
  it('is none where every lesion class is found', () => {
    expect(collapsesOf([sound])).toEqual([])
  })

  it('is told by class, with the frames that hold it', () => {
    const blindToBenign = frame([
      [800, 0, 30],
      [100, 0, 0],
      [10, 0, 60],
    ])
    expect(collapsesOf([blindToBenign, sound, blindToBenign])).toEqual([])
    expect(collapsesOf([blindToBenign, blindToBenign])).toEqual([{ kind: 'missed', class: 1, frames: 2 }])
  })

  it('is one class everywhere, lesion or background', () => {
    const all = (c: number) =>
      frame([830, 100, 70].map((pixels) => [0, 1, 2].map((p) => (p === c ? pixels : 0))))
    expect(collapsesOf([all(0)])).toEqual([{ kind: 'oneClass', class: 0 }])
    expect(collapsesOf([all(1)])).toEqual([{ kind: 'oneClass', class: 1 }])
  })

  it('is no better than painting all of every frame', () => {
    const noise = frame([
      [400, 400],
      [100, 100],
    ])
    expect(collapsesOf([noise])).toEqual([{ kind: 'chance', class: 1, overlap: 100 / 600, trivial: 0.2 }])
  })

  it('is not said of a good net for lesions so small that nearly all is background', () => {
    expect(
      collapsesOf([
        frame([
          [99_900, 10],
          [10, 80],
        ]),
      ]),
    ).toEqual([])
  })
})
