import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** Packets that have left by the one interface of `network.sh` so far. */
export function packetsSent(): number {
  const line = /out0:\s*(.*)/.exec(readFileSync('/proc/self/net/dev', 'utf8'))?.[1] ?? ''
  return Number(line.trim().split(/\s+/)[9])
}

/** Waits until the system itself says nothing more on the new interface. */
export async function quiet(): Promise<void> {
  for (let last = -1; last !== packetsSent(); ) {
    last = packetsSent()
    await pause(1500)
  }
}

/** How many packets leave while something is done, and for a while after. */
export async function packetsOf(work: () => Promise<unknown>, after = 1500): Promise<number> {
  const before = packetsSent()
  await work()
  await pause(after)
  return packetsSent() - before
}
