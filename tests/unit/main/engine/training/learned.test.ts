import { expect, it } from 'vitest'
import { heldFrames } from '../../../../../src/main/engine/training/labelled/heldFrames.ts'
import { changesSince, learnedFrom } from '../../../../../src/main/engine/training/labelled/learned.ts'
import { encodeMask } from '../../../../../src/shared/domain/rle.ts'

/** A labelled frame of four pixels. */
const frame = (id: string, ...pixels: readonly number[]) => ({
  id,
  path: '',
  patient: 'A',
  modality: 'NBI',
  mask: encodeMask({ width: 2, height: 2, data: Uint8Array.from(pixels) }),
})

it('tells frames that are new by class, those gone, and those whose label is another one', () => {
  const before = [frame('kept', 0, 0, 1, 1), frame('corrected', 0, 0, 1, 1), frame('gone', 2, 2, 2, 2)]
  const now = [
    frame('kept', 0, 0, 1, 1),
    frame('corrected', 0, 0, 0, 1),
    frame('new', 0, 1, 2, 2),
    frame('bare', 0, 0, 0, 0),
  ]
  expect(changesSince(learnedFrom(before), learnedFrom(now), heldFrames(now), 3)).toEqual({
    added: { frames: 2, withClass: [2, 1, 1] },
    removed: 1,
    changed: 1,
  })
})
