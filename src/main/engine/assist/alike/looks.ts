import type { OpenStudy } from '../../study/OpenStudy.ts'
import type { FrameLooks } from './FrameLooks.ts'
import { rowsOf } from './rowsOf.ts'
import { sketched } from './sketched.ts'

/** Those by the encoder in use, by study. */
const inUse = new WeakMap<OpenStudy, FrameLooks>()

export const setLooks = (study: OpenStudy, looks: FrameLooks): void => void inUse.set(study, looks)

/** Those; undefined where box assist has none of the study. */
export const looksOf = (study: OpenStudy): FrameLooks | undefined => inUse.get(study)

/** Looks that were gone through: so many of these. */
export interface Gone {
  readonly looks: FrameLooks | undefined
  readonly count: number
}

/**
 * Goes over what frames look like that were read, as 32 numbers each, by row in the library's order: all of them, or those
 * read since. It needs no model. Returns what it has gone through.
 */
export function eachLook(
  study: OpenStudy,
  before: Gone | undefined,
  take: (row: number, look: Float32Array) => void,
): Gone {
  const looks = inUse.get(study)
  if (!looks) return { looks, count: 0 }
  const since = before?.looks === looks ? before.count : 0
  if (since < looks.count)
    for (const [row, place] of rowsOf(study, looks).places.entries())
      if (place >= since) take(row, sketched(looks.at(place)))
  return { looks, count: looks.count }
}
