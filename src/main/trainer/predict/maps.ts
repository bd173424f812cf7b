import {
  type PredictedMapId,
  type PredictedMaps,
  predictedMapIds,
} from '../../../shared/domain/heatMaps/predictedMaps.ts'
import { edges } from './edges.ts'
import { lookAlikes } from './lookAlikes.ts'
import type { MapOf } from './MapOf.ts'
import { nets } from './nets.ts'
import type { Seen } from './Seen.ts'

/** How each map is made that only the net itself can make. A new one is its file and a line here and in the shared list. */
const maps = { edges, lookAlikes, nets } satisfies Readonly<Record<PredictedMapId, MapOf>>

/** All that can be made of a frame, as bytes. */
export function mapsOf(seen: Seen): PredictedMaps {
  const made = predictedMapIds.flatMap((id) => {
    const map = maps[id](seen)
    return map ? [[id, Uint8Array.from(map, asByte)] as const] : []
  })
  return Object.fromEntries(made)
}

const asByte = (share: number) => Math.round(255 * Math.min(1, Math.max(0, share)))
