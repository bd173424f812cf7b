import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const found = (...how: string[]): number[] =>
  spawnSync('pgrep', how, { encoding: 'utf8' }).stdout.split('\n').filter(Boolean).map(Number)

/** Processes below one whose command holds these words, the nearest first. */
export function below(parent: number, command: string): number[] {
  const children = found('-P', String(parent))
  return [
    ...found('-P', String(parent), '-f', command),
    ...children.flatMap((child) => below(child, command)),
  ]
}

/** Kills the nearest process below one whose command holds these words, without a word. */
export function killBelow(parent: number, command: string): void {
  const [pid] = below(parent, command)
  if (pid === undefined) throw new Error(`Nothing runs ${command}.`)
  process.kill(pid, 'SIGKILL')
}

/** Seconds that a process has computed, all its threads together; Linux tells. */
export function secondsComputed(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Whether a process is there and has been stopped; Linux tells. */
export function standsStill(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] === 'T'
  } catch {
    return false
  }
}

export function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
