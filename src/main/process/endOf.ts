import type { ChildProcess } from 'node:child_process'

/** How a process of ours went that was not to go yet. */
export interface Crash {
  readonly kind: 'crashed'
  readonly code: number | null
  readonly signal: string | null
  readonly lastWords: string
}

/** Resolves when a child is gone, with what it wrote to its standard error last; never fails. */
export function endOf(child: ChildProcess): Promise<Crash> {
  let lastWords = ''
  child.stderr?.on('data', (data: Buffer) => {
    lastWords = (lastWords + data.toString()).slice(-2000)
  })
  return new Promise((resolve) => {
    child.on('error', (error) => {
      // It could not be started, or be told anything any more.
      child.kill('SIGKILL')
      resolve({ kind: 'crashed', code: null, signal: null, lastWords: error.message })
    })
    child.on('close', (code, signal) => resolve({ kind: 'crashed', code, signal, lastWords }))
  })
}
