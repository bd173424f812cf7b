import { spawnSync } from 'node:child_process'

const found = (...how: string[]): number[] =>
  spawnSync('pgrep', how, { encoding: 'utf8' }).stdout.split('\n').filter(Boolean).map(Number)

/** Processes below one whose command holds these words, the nearest first. */
function below(parent: number, command: string): number[] {
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
