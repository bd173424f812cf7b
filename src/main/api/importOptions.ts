import { Failure } from '../../shared/contract/failure.ts'
import type { ImportRequest } from '../../shared/contract/study.ts'
import type { ImportOptions } from '../engine/import/Incoming.ts'

/** What the window asks of an import, as the engine takes it. Fails WRONG_USAGE for a pattern that is none. */
export function importOptions({ layout, pattern, deidentify, every }: ImportRequest): ImportOptions {
  const options = {
    layout,
    ...(deidentify ? { deidentify } : {}),
    ...(every === undefined ? {} : { video: { every } }),
  }
  if (pattern === undefined) return options
  try {
    return { ...options, groupBy: { kind: 'regex', pattern: new RegExp(pattern, 'u') } }
  } catch {
    throw new Failure('noPattern', { pattern })
  }
}
