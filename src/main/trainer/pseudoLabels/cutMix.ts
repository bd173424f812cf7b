import { IGNORE } from '../../../shared/domain/labelClass.ts'
import type { PseudoLabelSettings } from '../../../shared/trainer/parts/pseudoLabels.ts'
import type { Batch, StrongBatch } from '../data/Batch.ts'
import { pasteBox } from '../data/cutMixBox.ts'
import type { Confidences } from './confidences.ts'

/** A strong view with regions of other images in it, and what it is to be learned as. */
export interface Mixed extends Confidences {
  readonly pixels: Uint8Array
}

/**
 * CutMix: regions of the labelled frames go into the strong views with their labels, sure and true; or regions of
 * the next unlabelled frame with its pseudo-labels (METHODS §2.1 step 2, §2.6 row 23).
 */
export function cutMix(
  batch: Batch,
  strong: StrongBatch,
  seen: Confidences,
  source: PseudoLabelSettings['cutMixSource'],
): Mixed {
  const { size, images } = batch
  const mixed = {
    pixels: strong.pixels.slice(),
    pseudoLabel: seen.pseudoLabel.slice(),
    confidence: seen.confidence.slice(),
    ignore: seen.ignore.slice(),
  }
  const from = source === 'labelled' ? labelledSource(batch) : { ...seen, pixels: strong.pixels }
  const part = <T extends Uint8Array | Float32Array>(all: T, image: number, channels: number) =>
    all.subarray(image * size * size * channels, (image + 1) * size * size * channels) as T
  strong.boxes.forEach((box, image) => {
    if (!box) return
    const other = source === 'labelled' ? image : (image + 1) % images
    pasteBox(part(mixed.pixels, image, 3), part(from.pixels, other, 3), box, size, 3)
    pasteBox(part(mixed.pseudoLabel, image, 1), part(from.pseudoLabel, other, 1), box, size, 1)
    pasteBox(part(mixed.confidence, image, 1), part(from.confidence, other, 1), box, size, 1)
    pasteBox(part(mixed.ignore, image, 1), part(from.ignore, other, 1), box, size, 1)
  })
  return mixed
}

function labelledSource({ labelled: { pixels, label } }: Batch): Mixed {
  const ignore = new Uint8Array(label.length)
  for (let i = 0; i < ignore.length; i++) if (label[i] === IGNORE) ignore[i] = IGNORE
  return { pixels, pseudoLabel: label, confidence: new Float32Array(label.length).fill(1), ignore }
}
