import { basename, dirname, join } from 'node:path'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import type { Source } from '../found/Source.ts'
import { bareStemOf, frameStemOf } from './maskNames.ts'

/** A file with its place below the folder that it is sought in, without its ending. */
export interface Keyed {
  readonly path: string
  readonly key: string
}

/** Masks by the frames they belong to, and those that belong to none. */
export interface MatchedMasks {
  readonly maskOf: ReadonlyMap<string, string>
  readonly alone: readonly string[]
}

interface Way {
  readonly frame: (key: string) => string
  readonly mask: (key: string) => string
  /** Whether it says too little where two files could be meant. */
  readonly guesses?: boolean
}

const named = (rename: (stem: string) => string) => (key: string) => join(dirname(key), rename(basename(key)))
const same = (key: string) => key

/** How names tell, the clearest first: the same path, `a_mask` for `a`, `mask_a` for `img_a`, the same name elsewhere. */
const WAYS: readonly Way[] = [
  { frame: same, mask: same },
  { frame: same, mask: named(frameStemOf) },
  { frame: named(bareStemOf), mask: named(frameStemOf), guesses: true },
  { frame: (key) => basename(key), mask: (key) => frameStemOf(basename(key)), guesses: true },
]

/**
 * Which mask belongs to which frame. The path is the name: equal names in two folders are two frames. Where two masks
 * belong to one, the first counts and the other is refused by name.
 */
export function matchedMasks(
  source: Source,
  frames: readonly Keyed[],
  masks: readonly Keyed[],
): MatchedMasks {
  const maskOf = new Map<string, string>()
  let open = masks
  for (const way of WAYS) {
    const frameOf = grouped(frames, way.frame)
    const masksOf = grouped(open, way.mask)
    open = open.filter((mask) => {
      const key = way.mask(mask.key)
      const [frame, other] = frameOf.get(key) ?? []
      if (frame === undefined) return true
      const before = maskOf.get(frame.path)
      if (way.guesses && (other || before !== undefined || (masksOf.get(key)?.length ?? 0) > 1)) return true
      if (before === undefined) maskOf.set(frame.path, mask.path)
      else source.refuse(mask.path, reasonOf('maskTwice', { other: basename(before) }))
      return false
    })
  }
  return { maskOf, alone: open.map(({ path }) => path) }
}

const grouped = (files: readonly Keyed[], keyOf: (key: string) => string) =>
  Map.groupBy(files, ({ key }) => keyOf(key))
