import { outlinesOf } from './contours.ts'
import { IGNORE } from './labelClass.ts'
import { cutPatch, type Mask, type MaskPatch } from './mask.ts'
import { paintedPart } from './painted.ts'
import { speckSize, withoutSpecks } from './specks.ts'
import { type Box, measured, touchingParts } from './touching.ts'

/** What a region is named by within a mask: its class, and its first pixel in reading order. */
export interface RegionName {
  readonly value: number
  readonly x: number
  readonly y: number
}

/** One finding of a mask: pixels of one class that hang together over edges and corners, and are more than a speck. */
export interface Region extends RegionName {
  readonly pixels: number
  /** px of the frame */
  readonly box: Box
}

/** The regions of a mask, in reading order, and where each lies. */
export interface RegionMap {
  readonly regions: readonly Region[]
  /** The part of the frame that holds them all: a region's place in the list + 1 per pixel, 0 elsewhere. */
  readonly area: Omit<MaskPatch, 'data'>
  readonly labels: Int32Array
}

/** Finds the regions of a mask. What `withoutSpecks` gives away is none, and what is ignored is none either. */
export function regionMap(mask: Mask): RegionMap {
  const part = paintedPart(mask)
  const { x: left, y: top, width, height } = part
  const { data } = withoutSpecks(part, speckSize(mask.width, mask.height))
  const parts = touchingParts(
    part,
    (at) => data[at] !== 0 && data[at] !== IGNORE,
    (a, b) => data[a] === data[b],
  )
  const regions = measured(parts, width).map(({ box: [x, y, wide, high], pixels }, n): Region => {
    const first = parts.firsts[n] ?? 0
    return {
      value: data[first] ?? 0,
      x: left + (first % width),
      y: top + Math.floor(first / width),
      pixels,
      box: [left + x, top + y, wide, high],
    }
  })
  return { regions, area: { x: left, y: top, width, height }, labels: parts.labels }
}

/** One region cut out of its frame: 1 where it is, 0 beside it. */
export function regionPatch({ area, labels, regions }: RegionMap, place: number): MaskPatch {
  const box = regions[place]?.box ?? [area.x, area.y, 0, 0]
  const [x, y, width, height] = box
  const inArea = { width: area.width, height: area.height, data: new Uint8Array(labels.length) }
  for (const [at, label] of labels.entries()) inArea.data[at] = label === place + 1 ? 1 : 0
  return { ...cutPatch(inArea, { x: x - area.x, y: y - area.y, width, height }), x, y }
}

/** The lines around one region, each as x, y pairs in px of the frame. */
export function regionLines(map: RegionMap, place: number): number[][] {
  const patch = regionPatch(map, place)
  return outlinesOf(patch, 1).map((line) => line.map((at, i) => at + (i % 2 === 0 ? patch.x : patch.y)))
}

/** Whether two names are of one region. */
export const isSameRegion = (a: RegionName, b: RegionName): boolean =>
  a.value === b.value && a.x === b.x && a.y === b.y
