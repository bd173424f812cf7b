import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** How a process ended, what it said, and the most memory that it and its children ever had at once, bytes. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly peak: number
  readonly seconds: number
}

/** Runs a program to its end and watches its memory; where the machine does not tell, `peak` is 0. */
export function memoryOf(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const started = performance.now()
  const child = spawn(program, args, { env: { ...process.env, ...env } })
  let [stdout, stderr, peak] = ['', '', 0]
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()))
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()))
  const watch = setInterval(() => (peak = Math.max(peak, residentOf(child.pid ?? 0))), 15)
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearInterval(watch)
      resolve({ code, stdout, stderr, peak, seconds: (performance.now() - started) / 1000 })
    }),
  )
}

/** Memory of a process and all below it, bytes; 0 where it has ended, or the machine does not tell. */
export function residentOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const own = 1024 * Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0)
    const threads = readdirSync(`/proc/${pid}/task`)
    const children = threads.flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
    )
    return own + children.reduce((sum, child) => sum + residentOf(Number(child)), 0)
  } catch {
    // It has ended meanwhile.
    return 0
  }
}
