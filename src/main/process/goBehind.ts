import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'

/** Of Linux: how a session stands to others, as a nice value. */
const SESSION = '/proc/self/autogroup'
/** A tenth of what another session gets that wants all: at the lowest a round stood still beside any that computes. */
const SESSION_NICE = 10

/** Set to `normal`, what is done behind people is as important as anything else: for tests that load the machine, and machines that only train. */
const PRIORITY = 'LOCO_TRAINER_PRIORITY'

/** Whether what takes long comes behind everything else on this machine. */
export const comesBehind = (): boolean => process.env[PRIORITY] !== 'normal'

/**
 * Everything else on the machine comes first: nice 19 on Linux and macOS, the idle class on Windows. On Linux a priority is
 * one thread's, so each that is there already is asked, and so is the session, where it is this process's own. A machine that
 * lets none of it be has this process as before.
 */
export function goBehind(): void {
  const lowest = constants.priority.PRIORITY_LOW
  const isLinux = process.platform === 'linux'
  for (const thread of isLinux ? readdirSync('/proc/self/task').map(Number) : [process.pid])
    tried(() => setPriority(thread, lowest))
  if (isLinux && leadsItsSession()) tried(() => writeFileSync(SESSION, String(SESSION_NICE)))
}

function leadsItsSession(): boolean {
  const [, , , session] = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? []
  return Number(session) === process.pid
}

/** A thread may be gone by then, and a system need not let it. */
function tried(set: () => void): void {
  try {
    set()
  } catch {
    // As before.
  }
}
