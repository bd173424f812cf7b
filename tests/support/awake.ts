import { performance } from 'node:perf_hooks'

const TICK_MS = 20

/** Does some work; tells what came of it, and the longest time in which this process answered nobody meanwhile, ms. */
export async function longestSilence<R>(work: () => Promise<R>): Promise<{ outcome: R; silence: number }> {
  let [last, silence] = [performance.now(), 0]
  const tick = () => {
    const now = performance.now()
    silence = Math.max(silence, now - last - TICK_MS)
    last = now
  }
  const timer = setInterval(tick, TICK_MS)
  try {
    const outcome = await work()
    tick()
    return { outcome, silence }
  } finally {
    clearInterval(timer)
  }
}
