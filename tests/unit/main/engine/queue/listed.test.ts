import { expect, it } from 'vitest'
import { listed } from '../../../../../src/main/engine/queue/listed.ts'
import { looksAt, waiting } from '../../../../support/candidates.ts'

const ids = (frames: readonly { readonly id: number }[]) => frames.map(({ id }) => id)

it("lists what is put off least first, equal ones in the library's order", () => {
  const frames = waiting({}, {}, {}, {})
  const looks = looksAt([null, null, null, null])
  expect(ids(listed(frames, [Infinity, 2, Infinity, 1], looks, 9))).toEqual([4, 2, 1, 3])
  expect(ids(listed(frames, [0, 0, 0, 0], looks, 2))).toEqual([1, 2])
})

it('never lists two that look alike, whatever the strategy', () => {
  const frames = waiting({}, {}, {}, {})
  const hashes = ['0', '1', 'ffff', 'fffe']
  expect(ids(listed(frames, [0, 0, 0, 0], looksAt([], hashes), 9))).toEqual([1, 3])
  expect(ids(listed(frames, [3, 2, 1, 0], looksAt([], hashes), 9))).toEqual([4, 2])
})
