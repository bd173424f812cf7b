import { IGNORE } from '../../../shared/domain/labelClass.ts'
import type { Batch, StrongBatch } from '../data/Batch.ts'
import { pasteBox } from '../data/cutMixBox.ts'
import type { Confidences } from './confidences.ts'

/** A strong view with regions of other images in it, and what it is to be learned as. */
export interface Mixed extends Confidences {
  readonly pixels: Uint8Array
}

/**
 * CutMix: where a view has a box, what `from` shows there goes into it, with its labels and confidences. `other` says
 * which of its images goes into which of the view's; the one of the same number, where nothing else is said.
 */
export function cutMix(
  size: number,
  { pixels, boxes }: StrongBatch,
  seen: Confidences,
  from: Mixed,
  other = (image: number) => image,
): Mixed {
  const mixed = {
    pixels: pixels.slice(),
    pseudoLabel: seen.pseudoLabel.slice(),
    confidence: seen.confidence.slice(),
    ignore: seen.ignore.slice(),
  }
  const part = <T extends Uint8Array | Float32Array>(all: T, image: number, channels: number) =>
    all.subarray(image * size * size * channels, (image + 1) * size * size * channels) as T
  boxes.forEach((box, image) => {
    if (!box) return
    const source = other(image)
    pasteBox(part(mixed.pixels, image, 3), part(from.pixels, source, 3), box, size, 3)
    pasteBox(part(mixed.pseudoLabel, image, 1), part(from.pseudoLabel, source, 1), box, size, 1)
    pasteBox(part(mixed.confidence, image, 1), part(from.confidence, source, 1), box, size, 1)
    pasteBox(part(mixed.ignore, image, 1), part(from.ignore, source, 1), box, size, 1)
  })
  return mixed
}

/** Labelled frames as what is pasted: sure, and true (METHODS §2.1 step 2). */
export function labelledSource({ labelled: { pixels, label } }: Pick<Batch, 'labelled'>): Mixed {
  const ignore = new Uint8Array(label.length)
  for (let i = 0; i < ignore.length; i++) if (label[i] === IGNORE) ignore[i] = IGNORE
  return { pixels, pseudoLabel: label, confidence: new Float32Array(label.length).fill(1), ignore }
}
