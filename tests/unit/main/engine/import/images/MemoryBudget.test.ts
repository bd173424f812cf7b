import { describe, expect, it } from 'vitest'
import { inOrder } from '../../../../../../src/main/engine/import/found/inOrder.ts'
import { type Hold, MemoryBudget } from '../../../../../../src/main/engine/import/images/MemoryBudget.ts'
import { streamFor, whole } from '../../../../../../src/shared/domain/random.ts'

const soon = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a budget of memory', () => {
  it('is handed out in the order of asking, whoever knows first how much', async () => {
    const budget = new MemoryBudget(10)
    const order: string[] = []
    const asked = async (name: string, needed: Promise<number>) => {
      const hold = await budget.hold(needed)
      order.push(name)
      return hold
    }
    const first = asked(
      'first',
      soon(20).then(() => 8),
    )
    const second = asked('second', Promise.resolve(4))
    const large = await first
    await soon(5)
    expect(order).toEqual(['first'])
    large.shrink(6)
    await second
    expect(order).toEqual(['first', 'second'])
  })

  it('passes over what fails before its turn, and gives all where more is asked for', async () => {
    const budget = new MemoryBudget(10)
    const one = await budget.hold(Promise.resolve(10))
    const failing = budget.hold(Promise.reject(new Error('no')))
    const huge = budget.hold(Promise.resolve(1000))
    one.release()
    await expect(failing).rejects.toThrow('no')
    const hold = await huge
    hold.release()
    hold.release()
    await budget.hold(Promise.resolve(10))
  })

  it('never gives more than it has, nor locks those out who use results in order: 60 lines beside each other', async () => {
    const budget = new MemoryBudget(100)
    let held = 0
    let most = 0
    const line = async (seed: number) => {
      const random = streamFor(seed, 'budget')
      const sizes = Array.from({ length: 30 }, () => whole(random, 1, 100))
      const work = async (size: number): Promise<Hold & { size: number }> => {
        const hold = await budget.hold(soon(whole(random, 0, 2)).then(() => size))
        held += size
        most = Math.max(most, held)
        await soon(whole(random, 0, 2))
        const release = () => {
          held -= size
          hold.release()
        }
        return { ...hold, size, release }
      }
      let used = 0
      for await (const result of inOrder(sizes, 6, work, (left) => left.release())) {
        result.release()
        // Some stop in the middle, and what was begun for them is given back.
        if (++used > 20 && seed % 3 === 0) break
      }
    }
    await Promise.all(Array.from({ length: 60 }, (_, seed) => line(seed)))
    await soon(20)
    expect(most).toBeLessThanOrEqual(100)
    expect(held).toBe(0)
    await budget.hold(Promise.resolve(100))
  })
})
