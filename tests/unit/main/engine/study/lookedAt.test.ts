import { expect, it } from 'vitest'
import { lookedAt, noteLook } from '../../../../../src/main/engine/study/lookedAt.ts'
import type { OpenStudy } from '../../../../../src/main/engine/study/OpenStudy.ts'

// Studies are told apart by what they are alone.
const study = () => ({}) as OpenStudy

it('what windows show is known by study, the last first, and no more than a window holds', () => {
  const [one, other] = [study(), study()]
  for (const frame of [3, 1, 2, 1]) noteLook(one, frame)
  expect(lookedAt(one)).toEqual([1, 2, 3])
  expect(lookedAt(other)).toEqual([])
  for (let frame = 100; frame < 400; frame++) noteLook(other, frame)
  expect(lookedAt(other)).toHaveLength(200)
  expect([lookedAt(other)[0], lookedAt(other).at(-1)]).toEqual([399, 200])
})
