import type { Mask } from '../../shared/domain/mask.ts'
import { NotReadable } from './NotReadable.ts'
import type { DicomFile } from './readDicom.ts'
import type { Segmentation } from './readSegmentation.ts'
import { segmentPlane } from './segmentPlane.ts'

/** A segmentation with its file. */
export interface Drawn {
  readonly file: DicomFile
  readonly segmentation: Segmentation
}

/**
 * All planes of all segmentations of an image as one mask. A segment that means class 0 covers nothing. Where two that
 * mean different classes lie over each other, either answer would be a guess. Throws `NotReadable`.
 */
export async function drawSegments(
  parts: readonly Drawn[],
  size: { readonly width: number; readonly height: number },
  classOf: (label: string) => number,
): Promise<Mask> {
  const mask = { ...size, data: new Uint8Array(size.width * size.height) }
  const doubly = { pixels: 0, labels: new Set<string>() }
  const labelOfClass = new Map<number, string>()
  for (const { file, segmentation } of parts) {
    for (const plane of segmentation.planes) {
      const values = await segmentPlane(file, segmentation, plane)
      if (values.length !== mask.data.length) throw new NotReadable('segmentationCutShort')
      const classes = new Map<number, number>()
      for (let i = 0; i < values.length; i++) {
        const value = values[i]!
        let own = classes.get(value)
        if (own === undefined) {
          own = meaningOf(value, plane.labels, classOf)
          classes.set(value, own)
          labelOfClass.set(own, plane.labels.get(value) ?? '')
        }
        if (own === 0) continue
        const before = mask.data[i]!
        if (before !== 0 && before !== own) {
          doubly.pixels++
          for (const one of [before, own]) doubly.labels.add(labelOfClass.get(one) ?? '')
        }
        mask.data[i] = own
      }
    }
  }
  if (doubly.pixels > 0)
    throw new NotReadable('segmentsOverlap', { pixels: doubly.pixels, labels: [...doubly.labels] })
  return mask
}

function meaningOf(
  value: number,
  labels: ReadonlyMap<number, string>,
  classOf: (label: string) => number,
): number {
  const label = labels.get(value)
  if (label !== undefined) return classOf(label)
  if (value === 0) return 0
  throw new NotReadable('segmentWithoutName', { number: value })
}
