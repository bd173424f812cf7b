import type { ChildProcess } from 'node:child_process'

/** How a process of ours went that was not to go yet. */
export interface Crash {
  readonly kind: 'crashed'
  readonly code: number | null
  readonly signal: string | null
  readonly lastWords: string
}

/**
 * How long what a child wrote last may take to arrive once it is gone, ms. Its standard error need not end with it: a process
 * of its own may hold that open, and under Wine it stays open where a child was killed.
 */
const LAST_WORDS = 1000

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
    let waiting: NodeJS.Timeout | undefined
    const ended = (code: number | null, signal: string | null) => {
      clearTimeout(waiting)
      resolve({ kind: 'crashed', code, signal, lastWords })
    }
    child.on('exit', (code, signal) => {
      waiting = setTimeout(ended, LAST_WORDS, code, signal)
    })
    child.on('close', ended)
  })
}
