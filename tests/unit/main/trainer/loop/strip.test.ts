import { describe, expect, it } from 'vitest'
import { Strip, spreadOverPatients } from '../../../../../src/main/trainer/loop/Strip.ts'
import { encodeMask } from '../../../../../src/shared/domain/rle.ts'
import type { TrainerEvent } from '../../../../../src/shared/trainer/messages.ts'
import type { FrameScore, LabelledFrame } from '../../../../../src/shared/trainer/protocol.ts'

const maskOf = (value: number) => ({ width: 4, height: 4, data: new Uint8Array(16).fill(value, 0, 5) })
const frame = (id: string, patient: string, value: number): LabelledFrame => ({
  ...{ id, path: id, patient, modality: 'NBI' },
  mask: encodeMask(maskOf(value)),
})
const score = (id: string, dice: number | null) => ({ id, dice }) as FrameScore

describe('the frames of a strip', () => {
  it('are of as many patients and classes as there are, healthy ones last', () => {
    const frames = [
      ...[1, 2, 3, 4].map((n) => frame(`A${n}`, 'A', 1)),
      ...[1, 2].map((n) => frame(`B${n}`, 'B', 2)),
      frame('C1', 'C', 0),
    ]
    const ids = spreadOverPatients(frames, 4).map(({ id }) => id)
    expect(ids).toEqual(['A1', 'B1', 'C1', 'A2'])
    expect(spreadOverPatients(frames, 10)).toHaveLength(7)
    expect(spreadOverPatients([])).toEqual([])
  })
})

describe('a strip', () => {
  const told: TrainerEvent[] = []
  const outside = { emit: (event: TrainerEvent) => void told.push(event) }
  const steps = () => told.flatMap((event) => (event.kind === 'looked' ? [event.step] : []))
  const frames = [frame('1', 'A', 1), frame('2', 'B', 0)]

  it('tells what its frames look like, and nothing of others', () => {
    const strip = new Strip(frames, 6, outside)
    strip.take(score('1', 0.5), maskOf(1))
    strip.take(score('9', 0.7), maskOf(1))
    strip.take(score('2', null), maskOf(0))
    strip.tell(10, 1)
    expect(told).toEqual([
      {
        kind: 'looked',
        step: 10,
        frames: [
          { id: '1', dice: 0.5, mask: encodeMask(maskOf(1)) },
          { id: '2', dice: null, mask: encodeMask(maskOf(0)) },
        ],
      },
    ])
  })

  it('keeps some two dozen looks of a run, however long, and none twice', () => {
    told.length = 0
    const looks = 800
    const strip = new Strip(frames, looks, outside)
    const look = (step: number, n: number) => {
      strip.take(score('1', 0.5), maskOf(1))
      strip.tell(step, n)
    }
    look(0, 0)
    for (let n = 1; n <= looks; n++) look(250 * n, n)
    look(250 * looks, 0)
    expect(steps().length).toBeLessThanOrEqual(26)
    expect(steps().length).toBeGreaterThan(20)
    expect([steps()[0], new Set(steps()).size]).toEqual([0, steps().length])
  })
})
