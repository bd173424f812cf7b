import { rm } from 'node:fs/promises'
import type { Checked, SelfTestReport, WindowSeen } from '../../../shared/contract/selfTest.ts'
import type { Actor } from '../../../shared/domain/actor.ts'
import { Refused, reasonOf, refused } from '../../../shared/reasons/Refused.ts'
import { Engine } from '../../engine/Engine.ts'
import type { Runtime } from '../../engine/machine/Runtime.ts'
import { StoreService } from '../../engine/store/StoreService.ts'
import type { Check, Ground } from './checks/Check.ts'
import { checks } from './checks/index.ts'
import { runtimeIn } from './checks/otherEngine.ts'
import { Outgoing } from './Outgoing.ts'
import { newTestFolder, removeOldTests } from './testFolder.ts'

interface Asked {
  readonly runtime: Runtime
  readonly actor: Actor
  /** What the window found of itself; null where there is none. */
  readonly window: WindowSeen | null
  readonly signal?: AbortSignal | undefined
  readonly onProgress: (p: { done: number; total: number; secondsLeft: number | null }) => void
}

/** What is no fault of an installation but missing from it. */
const NOT_THERE = new Set(['assistNotSetUp', 'testNoWindow', 'testAfterOthers'])

/**
 * Does what people do with LoCo Studio, from a stroke to a round, on a study that is thrown away, and tells of each thing
 * what was seen. It touches no other study and leaves nothing behind; what one that was killed left goes with the next.
 */
export async function runSelfTest({
  runtime,
  actor,
  window,
  signal,
  onProgress,
}: Asked): Promise<SelfTestReport> {
  const started = performance.now()
  await removeOldTests(runtime)
  const folder = await newTestFolder(runtime)
  const outgoing = new Outgoing()
  const ground: Ground = { engine: new Engine(runtimeIn(folder, runtime)), actor, folder }
  const done: Checked[] = [windowChecked(window)]
  const total = checks.length + 2
  try {
    for (const check of checks) {
      signal?.throwIfAborted()
      onProgress({ done: done.length, total, secondsLeft: null })
      done.push(await checked(check, ground, done))
    }
    const network = { name: 'network', look: async () => silence(outgoing) } as const
    done.push(await checked(network, ground, done))
  } finally {
    outgoing.stop()
    await ground.engine.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  return {
    version: runtime.version,
    platform: `${process.platform} ${process.arch}`,
    at: new Date().toISOString(),
    seconds: (performance.now() - started) / 1000,
    checks: done,
  }
}

async function checked(check: Check, ground: Ground, before: readonly Checked[]): Promise<Checked> {
  const { name, needs = [] } = check
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  const isMissing = needs.some((need) => before.find((one) => one.name === need)?.state !== 'passed')
  if (isMissing) return { name, state: 'skipped', seconds: 0, seen: {}, reason: reasonOf('testAfterOthers') }
  try {
    const seen = await check.look(ground)
    return { name, state: 'passed', seconds: seconds(), seen, reason: null }
  } catch (error) {
    const reason = error instanceof Refused ? error.reason : StoreService.failureOf(error).reason
    const state = NOT_THERE.has(reason.name) ? 'skipped' : 'failed'
    return { name, state, seconds: seconds(), seen: {}, reason }
  }
}

function windowChecked(window: WindowSeen | null): Checked {
  const name = 'window'
  if (window === null)
    return { name, state: 'skipped', seconds: 0, seen: {}, reason: reasonOf('testNoWindow') }
  const { isPainted, seconds, seen } = window
  return isPainted
    ? { name, state: 'passed', seconds, seen, reason: null }
    : { name, state: 'failed', seconds, seen, reason: reasonOf('testWindowBlank') }
}

/** Nothing has led out of the engine's process or of those it started. */
function silence(outgoing: Outgoing): { looks: number } {
  const { begun, looks } = outgoing.sum()
  if (begun > 0) throw refused('testReachedOut', { count: begun })
  return { looks }
}
