import { expect, it } from 'vitest'
import { sideBySide } from '../../../../../src/main/engine/experiment/sideBySide.ts'

const settled = () => new Promise((resolve) => setImmediate(resolve))

it('does all in order, so many at a time', async () => {
  const [began, most] = [[] as number[], { atWork: 0, ever: 0 }]
  await sideBySide([1, 2, 3, 4, 5], 2, async (item) => {
    began.push(item)
    most.ever = Math.max(most.ever, ++most.atWork)
    await settled()
    most.atWork--
  })
  expect(began).toEqual([1, 2, 3, 4, 5])
  expect(most).toEqual({ atWork: 0, ever: 2 })
})

it('begins nothing after a failure, and fails when what was at work has ended', async () => {
  const ended: number[] = []
  const all = sideBySide([1, 2, 3, 4], 2, async (item) => {
    if (item === 1) throw new Error('first')
    await settled()
    ended.push(item)
  })
  await expect(all).rejects.toThrow('first')
  expect(ended).toEqual([2])
})
