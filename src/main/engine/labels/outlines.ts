import type { FrameOutlines, LayerSummary, Outlines } from '../../../shared/contract/layers.ts'
import { outlinesOf } from '../../../shared/domain/contours.ts'
import { classesPresent, cutPatch, type Mask } from '../../../shared/domain/mask.ts'
import { onGrid } from '../../../shared/domain/onGrid.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/** Longer side of what outlines are told in, px. */
const SIDE = 320
/** Masks whose outlines are kept: those of some screens of tiles. */
const KEPT = 2000

/** By layer and revision; a revision never changes. */
const kept = new WeakMap<OpenStudy, Map<string, Outlines['lines']>>()

/** Reads a layer's newest mask. */
type Read = (layer: number) => Promise<Uint8Array>

/**
 * Outlines of the reader's own mask on a frame, or of its label where they have none, and of what the model in use
 * sees, of the layers that may be seen there; as small as a tile shows them.
 */
export async function smallOutlines(
  study: OpenStudy,
  layers: readonly LayerSummary[],
  read: Read,
): Promise<FrameOutlines> {
  const told = async (layer: LayerSummary | undefined): Promise<Outlines | null> =>
    layer ? { own: layer.own, kind: layer.kind, lines: await linesOf(study, layer, read) } : null
  return {
    side: SIDE,
    mask: await told(layers.find(({ own }) => own) ?? layers.find(({ isLabel }) => isLabel)),
    model: await told(layers.find(({ inUse }) => inUse)),
  }
}

async function linesOf(
  study: OpenStudy,
  { id, revision }: LayerSummary,
  read: Read,
): Promise<Outlines['lines']> {
  const cache = kept.get(study) ?? new Map<string, Outlines['lines']>()
  kept.set(study, cache)
  const key = `${id}:${revision}`
  const known = cache.get(key)
  if (known) return known
  const lines = traced(decodeMask(await read(id)))
  cache.set(key, lines)
  for (const old of cache.keys()) {
    if (cache.size <= KEPT) break
    cache.delete(old)
  }
  return lines
}

/** Traced at full size, so that what is smaller than a tile's pixel is still a point. */
function traced(mask: Mask): Outlines['lines'] {
  const scale = SIDE / Math.max(mask.width, mask.height)
  const rows = paintedRows(mask)
  if (!rows) return []
  const part = cutPatch(mask, { x: 0, width: mask.width, ...rows })
  return classesPresent(part).flatMap((value) =>
    outlinesOf(part, value).map((contour) => ({ value, points: onGrid(contour, scale, rows.y) })),
  )
}

/** The rows that hold anything but background. */
function paintedRows({ width, data }: Mask): { y: number; height: number } | undefined {
  let first = 0
  while (first < data.length && data[first] === 0) first++
  if (first === data.length) return undefined
  let last = data.length - 1
  while (data[last] === 0) last--
  const y = Math.floor(first / width)
  return { y, height: Math.floor(last / width) - y + 1 }
}
