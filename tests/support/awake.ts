import { performance } from 'node:perf_hooks'

const TICK_MS = 20

/**
 * Does some work; tells what came of it, and the longest time for which this thread was busy with one thing and answered
 * nobody meanwhile, ms. Time that other processes took on a crowded machine does not count.
 */
export async function longestSilence<R>(work: () => Promise<R>): Promise<{ outcome: R; silence: number }> {
  let [last, busy, silence] = [performance.now(), busyMs(), 0]
  const tick = () => {
    const [now, own] = [performance.now(), busyMs()]
    silence = Math.max(silence, Math.min(now - last - TICK_MS, own - busy))
    last = now
    busy = own
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

function busyMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
