import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import type { Manners } from '../../shared/trainer/messages.ts'

/**
 * Keeps this process out of others' way, before TensorFlow is loaded: its threads inherit what is set here, and their number
 * is read once.
 */
export function keepManners({ behind, threads }: Manners): void {
  if (behind) goBehind()
  // An engineer who sets it means it.
  if (threads !== null) process.env['TF_NUM_INTRAOP_THREADS'] ??= String(threads)
}

/**
 * Everything else on the machine comes first: nice 19 on Linux and macOS, the idle class on Windows. On Linux a priority is
 * one thread's, so each that is there already is asked; where util-linux is installed they also go into the class of what
 * runs only while nothing else wants to. A machine that lets none of it be has a trainer as before.
 */
function goBehind(): void {
  const lowest = constants.priority.PRIORITY_LOW
  const each = process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [process.pid]
  for (const thread of each) {
    try {
      setPriority(thread, lowest)
    } catch {
      // The thread is gone, or the system does not let it.
    }
  }
  if (process.platform === 'linux' && process.env['EXP_IDLE'])
    spawnSync('chrt', ['--all-tasks', '--idle', '--pid', '0', String(process.pid)], { stdio: 'ignore' })
}
