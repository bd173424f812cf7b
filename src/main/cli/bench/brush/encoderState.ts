import { spawnSync } from 'node:child_process'

/** What the encoder does that an engine has started: of its two processes of box assist the one that comes behind the rest. */
export function encoderState(engine: number): 'computes' | 'stands still' | 'waits' | 'none' {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'ppid=,nice=,stat=,command='], { encoding: 'utf8' })
  const its = stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(-?\d+)\s+(\S+)\s+(.*)$/u.exec(line))
    .find(
      (found) =>
        Number(found?.[1]) === engine && Number(found?.[2]) > 0 && /assistant/u.test(found?.[4] ?? ''),
    )
  const state = its?.[3]
  if (state === undefined) return 'none'
  if (state.startsWith('T')) return 'stands still'
  return state.startsWith('R') ? 'computes' : 'waits'
}
