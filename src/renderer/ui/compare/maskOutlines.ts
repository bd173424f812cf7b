import type { Outlines } from '../../../shared/contract/layers.ts'
import { outlinesOf } from '../../../shared/domain/contours.ts'
import { maskFrom } from '../../api/maskBytes.ts'

/** The lines around every lesion of a mask, in its own pixels. */
export interface MaskOutlines {
  readonly width: number
  readonly height: number
  readonly lines: Outlines['lines']
}

/** Outlines of a mask as the contract carries it, of a study with so many classes. */
export function maskOutlines(bytes: string, classes: number): MaskOutlines {
  const mask = maskFrom(bytes)
  const lesions = Array.from({ length: classes - 1 }, (_, i) => i + 1)
  const lines = lesions.flatMap((value) =>
    outlinesOf(mask, value).map((points) => ({ value, points: [...points] })),
  )
  return { width: mask.width, height: mask.height, lines }
}
