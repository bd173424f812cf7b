import { drawLines, fillClosedPolygon } from '../../../../shared/domain/closedPolygon.ts'
import { Unreadable } from '../found/Unreadable.ts'
import type { Annotations } from './Annotations.ts'
import { drawEach } from './drawEach.ts'
import { mustBeCorners } from './shapes.ts'

/** A line of the file: the number of a class, and shares of the frame's sides. */
export interface Line {
  readonly label: string
  readonly shares: readonly number[]
}

/** Middle and sides. */
const BOX = 4
/** Shares of a side; corners may lie a little outside. */
const FARTHEST = 2

/** YOLO segmentation: the outlines of one image, whose labels are numbers. */
export const yoloAnnotations: Annotations<readonly Line[]> = {
  read(text) {
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
    if (lines.some((line) => !/^\s*\d+(\s|$)/.test(line))) throw new Unreadable('annotationsDamaged')
    return lines.map((line) => {
      const [label = '', ...shares] = line.trim().split(/\s+/)
      return { label, shares: shares.map(Number) }
    })
  },
  images: (lines) => {
    const drawn = lines.filter(({ shares }) => shares.length !== BOX)
    return [{ image: '', labels: [...new Set(drawn.map(({ label }) => label))], masked: true }]
  },
  draw: (lines, _, size, classOf) =>
    drawEach(size, lines, (mask, { label, shares }) => {
      if (shares.length === BOX) throw new Unreadable('boxWithoutOutline')
      if (!shares.every((share) => Math.abs(share) <= FARTHEST)) throw new Unreadable('maskInFileDamaged')
      // Shares are cut to some decimals: the nearest pixel is the one that was meant.
      const corners = shares.map((share, i) => Math.round(share * (i % 2 === 0 ? size.width : size.height)))
      mustBeCorners(corners)
      const value = classOf(label)
      fillClosedPolygon(mask, corners, value)
      drawLines(mask, corners, value)
    }),
}
