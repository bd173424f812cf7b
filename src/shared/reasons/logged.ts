import type { LoggedError } from './LoggedError.ts'

/** A line of a stack: who called, where that has a name, and the file's own name with the place in it. */
const PLACE =
  /^ {4}at (?:(?:async |new )?([\w$.<>]+)(?: \[as [\w$]+\])? \()?(?:.*[\\/])?([\w.-]+\.[cm]?[jt]s:\d+:\d+)\)?$/
const WORD = /^\w{1,40}$/

/** What of an error may be written down: never its message, which may name a file. */
export function loggedError(error: unknown): LoggedError {
  const { name, code, stack = '' } = (error ?? {}) as { name?: string; code?: unknown; stack?: string }
  const at = stack.split('\n').flatMap((line) => {
    const [, caller = '<anonymous>', place] = PLACE.exec(line) ?? []
    return place === undefined ? [] : [`${caller} ${place}`]
  })
  return {
    kind: name !== undefined && WORD.test(name) ? name : typeof error,
    ...(typeof code === 'string' && WORD.test(code) ? { code } : {}),
    at: at.slice(0, 8),
  }
}
