import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PauseReason, RunLimits } from '../../../shared/trainer/protocol.ts'
import { freeBytes } from '../../files/freeBytes.ts'

/** Less than this is left to everyone: the next allocation may end this process, or a more important one. */
const LEAST_MEMORY = 256e6
/** Checkpoints for which there is to be room: one is written while the ones before it are kept. */
const ROOM_FOR = 2
/** How often the machine is asked, ms; it costs a few file reads. */
const EVERY = 5000

/** What a run writes again and again, and where. */
export interface Writes {
  readonly folder: string
  readonly bytes: number
}

/** What is asked how things stand; `supplies` is where Linux tells of power. */
interface Machine {
  readonly writes?: Writes
  readonly supplies?: string
}

/** Watches what a run must give way to. Asked once a step. */
export class LimitWatch {
  private readonly limits: RunLimits
  private readonly began = performance.now()
  /** Who starts on the battery means it: then only unplugging later would be news. */
  private readonly beganOnBattery: boolean
  private readonly supplies: string | undefined
  private readonly writes: Writes | undefined
  private asked = Number.NEGATIVE_INFINITY

  constructor(limits: RunLimits, { writes, supplies }: Machine = {}) {
    this.limits = limits
    this.writes = writes
    this.supplies = supplies
    this.beganOnBattery = runsOnBattery(supplies)
  }

  /** Why the run must pause now, if it must. */
  reason(): PauseReason | undefined {
    const { stopAfterSeconds, pauseOnBattery } = this.limits
    const now = performance.now()
    if (stopAfterSeconds !== null && now - this.began >= stopAfterSeconds * 1000) return 'time'
    if (now - this.asked < EVERY) return undefined
    this.asked = now
    if (process.availableMemory() < LEAST_MEMORY) return 'memory'
    if (this.writes && freeBytes(this.writes.folder) < ROOM_FOR * this.writes.bytes) return 'disk'
    const unplugged = pauseOnBattery && !this.beganOnBattery && runsOnBattery(this.supplies)
    return unplugged ? 'battery' : undefined
  }
}

/**
 * Whether Linux reports a mains supply that is unplugged while a battery drains. Other systems do not say so in
 * files: there a run goes on.
 */
export function runsOnBattery(supplies = '/sys/class/power_supply'): boolean {
  const read = (name: string, file: string) => {
    try {
      return readFileSync(join(supplies, name, file), 'utf8').trim()
    } catch {
      return ''
    }
  }
  try {
    const names = readdirSync(supplies)
    const plugged = names.some((name) => read(name, 'type') === 'Mains' && read(name, 'online') === '1')
    const draining = names.some(
      (name) => read(name, 'type') === 'Battery' && read(name, 'status') === 'Discharging',
    )
    return draining && !plugged
  } catch {
    return false
  }
}
