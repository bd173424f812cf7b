import { describe, expect, it } from 'vitest'
import { Holding } from '../../../../../src/main/trainer/loop/Holding.ts'

const never = () => false

/** Whether it waits for no clock at all. */
async function isAtOnce(holding: Holding): Promise<boolean> {
  let isOver = false
  void holding.wait(never).then(() => {
    isOver = true
  })
  await new Promise(setImmediate)
  return isOver
}

describe('a job while somebody paints', () => {
  it('goes on at once where nobody does', async () => {
    expect(await isAtOnce(new Holding())).toBe(true)
  })

  it('does nothing for as long as it was asked, and for longer where it is asked again', async () => {
    const holding = new Holding()
    holding.ask(120)
    setTimeout(() => holding.ask(200), 60)
    expect(await holding.wait(never)).toBeGreaterThanOrEqual(250)
    expect(await isAtOnce(holding)).toBe(true)
  })

  it('goes on in between, however long somebody paints', async () => {
    const holding = new Holding(100)
    holding.ask(3_600_000)
    for (let step = 0; step < 3; step++) {
      const waited = await holding.wait(never)
      expect(waited).toBeGreaterThanOrEqual(100)
    }
  })

  it('hears at once that it is to pause or to end', async () => {
    const holding = new Holding(60_000)
    holding.ask(60_000)
    let isWanted = false
    setTimeout(() => {
      isWanted = true
    }, 30)
    expect(await holding.wait(() => isWanted)).toBeLessThan(60_000)
  })
})
