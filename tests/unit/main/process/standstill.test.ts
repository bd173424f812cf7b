import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Standstill } from '../../../../src/main/process/Standstill.ts'
import { below } from '../../../support/processes.ts'

const children: ChildProcess[] = []
const computing = () => {
  const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
  children.push(child)
  return child
}
const stateOf = ({ pid }: ChildProcess) =>
  spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout[0]
const guards = () => below(process.pid, 'kill -KILL')
const until = (child: ChildProcess, ...states: string[]) =>
  vi.waitFor(() => expect(states).toContain(stateOf(child)), { timeout: 10_000 })
const ended = (child: ChildProcess) => new Promise((resolve) => child.on('close', resolve))

describe.skipIf(process.platform === 'win32')('a process that is had to stand still', () => {
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL')
        await ended(child)
      }
    }
    await vi.waitFor(() => expect(guards()).toEqual([]))
  })

  it('stops at once and goes on, and its clock with it', async () => {
    const standstill = new Standstill()
    const child = computing()
    standstill.takes(child)
    await until(child, 'R', 'S')
    const before = standstill.now()
    standstill.begin()
    await until(child, 'T')
    const still = standstill.now()
    const outside = performance.now()
    await new Promise((later) => setTimeout(later, 300))
    expect(standstill.now()).toBe(still)
    standstill.end()
    const stood = performance.now() - outside
    await until(child, 'R')
    expect(performance.now() - standstill.now()).toBeGreaterThan(stood)
    expect(still).toBeGreaterThan(before)
  })

  it('is ended all the same, and the next one stands still from its start', async () => {
    const standstill = new Standstill()
    const first = computing()
    standstill.takes(first)
    standstill.begin()
    await until(first, 'T')
    first.kill('SIGKILL')
    await ended(first)
    const second = computing()
    standstill.takes(second)
    await until(second, 'T')
    standstill.end()
    await until(second, 'R')
  })

  it('is never left standing without a guard', async () => {
    const standstill = new Standstill()
    const child = computing()
    standstill.takes(child)
    standstill.begin()
    await until(child, 'T')
    for (const pid of guards()) process.kill(pid, 'SIGKILL')
    await until(child, 'R')
    standstill.begin()
    await new Promise((later) => setTimeout(later, 100))
    expect(stateOf(child)).toBe('R')
  })
})
