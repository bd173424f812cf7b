import { describe, expect, it } from 'vitest'
import { adoptsItself, type Judged, verdictOf } from '../../../../src/main/engine/models/verdict.ts'
import type { Scores } from '../../../../src/shared/trainer/protocol.ts'

/** Scores of patients, a frame each, whose 100 px lesion is found by as many pixels; nothing is found beside it. */
function scores(right: (patient: number) => number, patients = 10): Scores {
  const perFrame = Array.from({ length: patients }, (_, p) => ({
    id: String(p),
    patient: `P${p}`,
    modality: 'NBI',
    truth: [900, 100],
    intersection: [900, right(p)],
    union: [1000 - right(p), 100],
    dice: null,
    nsdSlab: null,
    nsdContour: null,
  }))
  const mean = perFrame.reduce((sum, f) => sum + f.intersection[1]!, 0) / (100 * patients)
  return {
    iou: [0.9, mean],
    miou: (0.9 + mean) / 2,
    dice: null,
    miouForeground: mean,
    nsd: { slab3d: null, contour2d: null },
    interval: { miou: [0, 1], dice: [0, 1] },
    byPatient: [],
    byModality: [],
    perFrame,
  }
}

const judged = (now: Scores | null, before: Scores | null, change: Partial<Judged> = {}): Judged => ({
  scores: now,
  championScores: before,
  net: 'student',
  candidates: [{ net: 'student', step: 300, validation: now, test: null }],
  divergedAt: null,
  ...change,
})

const verdict = (...args: Parameters<typeof judged>) => {
  const found = verdictOf(judged(...args))
  if (!found) throw new Error('Nothing was judged.')
  return found
}

const before = scores(() => 50)

describe('a verdict', () => {
  it('is better or worse only where resampled patients leave no doubt', () => {
    expect(
      verdict(
        scores(() => 60),
        before,
      ),
    ).toMatchObject({ overall: 'better', alarms: [] })
    expect(
      verdict(
        scores(() => 45),
        before,
      ),
    ).toMatchObject({
      overall: 'worse',
      patientsWorse: expect.arrayContaining(['P0', 'P9']) as unknown,
    })
    expect(
      verdict(
        scores((p) => (p % 2 === 0 ? 75 : 27)),
        before,
      ).overall,
    ).toBe('same')
    expect(verdict(before, null).overall).toBe('first')
  })

  it('tells the lesion overlap, its interval, and what it was measured on', () => {
    const { measured, change, perClass } = verdict(
      scores(() => 60),
      before,
    )
    expect(measured).toEqual({
      overlap: 0.6,
      interval: [0.6, 0.6],
      patients: 10,
      patientsWithLesion: 10,
      frames: 10,
    })
    // Background, of which most is right, does not water the change down.
    expect(change).toBeCloseTo(10)
    expect(perClass[1]).toMatchObject({ frames: 10, found: 10 })
  })

  it('tells each class and each light with an interval of its own', () => {
    const inLights = (right: (patient: number) => number) => {
      const all = scores(right)
      const perFrame = all.perFrame.map((f, n) => ({ ...f, modality: n < 5 ? 'NBI' : 'WLI' }))
      return { ...all, perFrame }
    }
    const { overall, perClass, byLight } = verdict(
      inLights((p) => (p < 5 ? 80 : 40)),
      inLights(() => 50),
    )
    expect(overall).toBe('same')
    expect(perClass[1]).toMatchObject({ patients: 10, foundBefore: 10, word: 'same' })
    expect(perClass[1]?.change).toBeCloseTo(10)
    expect(perClass[1]?.interval).toHaveLength(2)
    expect(byLight).toMatchObject([
      { modality: 'NBI', frames: 5, patients: 5, word: 'better', before: 0.5, now: 0.8 },
      { modality: 'WLI', frames: 5, patients: 5, word: 'worse', before: 0.5, now: 0.4 },
    ])
  })

  it('tells a class that two patients alone show without an interval, whatever the others do', () => {
    const rare = (right: number) => {
      const all = scores(() => 50)
      const perFrame = all.perFrame.map((f, n) => ({
        ...f,
        truth: [...f.truth, n < 2 ? 100 : 0],
        intersection: [...f.intersection, n < 2 ? right : 0],
        union: [...f.union, n < 2 ? 100 : 0],
      }))
      return { ...all, iou: [...all.iou, right / 100], perFrame }
    }
    const { perClass, byLight } = verdict(rare(90), rare(10))
    expect(perClass[2]).toMatchObject({ patients: 2, word: 'unsure', interval: null })
    expect(perClass[2]?.change).toBeCloseTo(80)
    // All are of one light, of which there is nothing to tell apart.
    expect(byLight).toEqual([])
  })

  it('of a first model says what each class comes to, and nothing of a change', () => {
    const { perClass } = verdict(
      scores(() => 60),
      null,
    )
    expect(perClass[1]).toMatchObject({ found: 10, foundBefore: null, change: null, word: null })
  })

  it('says that two patients are too few, however large the change', () => {
    const found = verdict(
      scores(() => 90, 2),
      scores(() => 50, 2),
    )
    expect(found).toMatchObject({ overall: 'unsure', interval: null, measured: { interval: null } })
    expect(found.change).toBeCloseTo(40)
  })

  it('says nothing where no label holds a lesion, or there is none', () => {
    expect(verdictOf(judged(null, null))).toBeNull()
    const healthy = before.perFrame.map((f) => ({ ...f, truth: [1000, 0], union: [1000, 0] }))
    expect(verdictOf(judged({ ...before, perFrame: healthy }, null))).toBeNull()
  })

  it('names the net that was kept, and all that there were', () => {
    const { net, nets } = verdict(
      scores(() => 40),
      null,
      {
        net: 'best',
        candidates: [
          { net: 'student', step: 300, validation: scores(() => 0), test: null },
          { net: 'best', step: 100, validation: scores(() => 40), test: null },
        ],
      },
    )
    expect(net).toEqual({ net: 'best', step: 100, overlap: 0.4 })
    expect(nets.map(({ overlap }) => overlap)).toEqual([0, 0.4])
  })
})

describe('a model', () => {
  it('is taken into use by itself if it is sound, and the first or better', () => {
    expect(adoptsItself(verdict(before, null))).toBe(true)
    expect(
      adoptsItself(
        verdict(
          scores(() => 60),
          before,
        ),
      ),
    ).toBe(true)
  })

  it('is not if it is worse, the same, or judged by too few', () => {
    expect(
      adoptsItself(
        verdict(
          scores(() => 45),
          before,
        ),
      ),
    ).toBe(false)
    expect(adoptsItself(verdict(before, before))).toBe(false)
    expect(
      adoptsItself(
        verdict(
          scores(() => 90, 2),
          scores(() => 50, 2),
        ),
      ),
    ).toBe(false)
  })

  it('is not if it has collapsed, diverged or fallen far, even as the first', () => {
    const collapsed = verdict(
      scores(() => 0),
      null,
    )
    expect(collapsed.alarms).toEqual([{ kind: 'oneClass', class: 0 }])
    expect(adoptsItself(collapsed)).toBe(false)
    const diverged = verdict(before, null, { divergedAt: 12 })
    expect(diverged.alarms).toEqual([{ kind: 'diverged', step: 12 }])
    expect(adoptsItself(diverged)).toBe(false)
    const fallen = verdict(
      scores(() => 30, 2),
      scores(() => 50, 2),
    )
    expect(fallen.alarms).toEqual([{ kind: 'farBelow', points: expect.closeTo(20) as unknown }])
  })
})
