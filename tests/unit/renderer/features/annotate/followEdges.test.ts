import { expect, it } from 'vitest'
import {
  followEdges,
  type Proposed,
} from '../../../../../src/renderer/features/annotate/desk/acts/followEdges.ts'
import type { AssistBox } from '../../../../../src/shared/contract/assist.ts'
import { emptyMask, type Mask } from '../../../../../src/shared/domain/mask.ts'

const SIDE = 60
const painted = (
  ...boxes: readonly (readonly [value: number, left: number, top: number, side: number])[]
): Mask => {
  const mask = emptyMask(SIDE, SIDE)
  for (const [value, left, top, side] of boxes)
    for (let y = top; y < top + side; y++) mask.data.fill(value, y * SIDE + left, y * SIDE + left + side)
  return mask
}
const answering = (answers: readonly Proposed[]) => {
  const asked: AssistBox[] = []
  const propose = async (box: AssistBox) => {
    asked.push(box)
    return answers[asked.length - 1] ?? { mask: emptyMask(SIDE, SIDE), score: 0 }
  }
  return { asked, propose }
}

it('asks for every region by its box, the largest first, and puts what is found in its place in its class', async () => {
  const { asked, propose } = answering([
    { mask: painted([1, 12, 11, 20]), score: 0.9 },
    { mask: painted([1, 41, 40, 9]), score: 0.8 },
  ])
  const followed = await followEdges(painted([2, 40, 40, 10], [1, 10, 10, 20]), propose)
  expect(asked).toEqual([
    { left: 10, top: 10, right: 30, bottom: 30 },
    { left: 40, top: 40, right: 50, bottom: 50 },
  ])
  expect(followed).toEqual({ mask: painted([1, 12, 11, 20], [2, 41, 40, 9]), regions: 2, followed: 2 })
})

it('leaves a region as it is where the net is not sure, or finds something of another size', async () => {
  const carried = painted([1, 10, 10, 20])
  for (const answer of [
    { mask: painted([1, 12, 11, 20]), score: 0.4 },
    { mask: painted([1, 0, 0, 50]), score: 0.9 },
    { mask: painted([1, 15, 15, 6]), score: 0.9 },
    { mask: emptyMask(SIDE, SIDE), score: 0.9 },
  ])
    expect(await followEdges(carried, answering([answer]).propose)).toEqual({
      mask: carried,
      regions: 1,
      followed: 0,
    })
})

it('paints over no other class, and asks nothing for specks', async () => {
  const { asked, propose } = answering([{ mask: painted([1, 10, 10, 24]), score: 0.9 }])
  const { mask } = await followEdges(painted([1, 10, 10, 20], [2, 31, 12, 3]), propose)
  expect(asked).toHaveLength(1)
  expect(mask.data[12 * SIDE + 31]).toBe(2)
  expect(mask.data[12 * SIDE + 30]).toBe(1)
})
