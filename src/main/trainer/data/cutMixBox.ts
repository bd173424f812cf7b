import { between, type Random } from '../../../shared/domain/random.ts'

/** A rectangle in a crop, px. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** METHODS §0: area 2–40 % of the crop, ratio in [.3, 1/.3]; place and ratio redrawn until it fits. */
export function drawCutMixBox(size: number, random: Random): Box {
  const area = between(random, 0.02, 0.4) * size * size
  for (;;) {
    const ratio = between(random, 0.3, 1 / 0.3)
    const width = Math.floor(Math.sqrt(area / ratio))
    const height = Math.floor(Math.sqrt(area * ratio))
    const left = Math.floor(random() * size)
    const top = Math.floor(random() * size)
    if (left + width <= size && top + height <= size) return { left, top, width, height }
  }
}

/** Copies the box from one `[size,size,channels]` crop into another. */
export function pasteBox<T extends Uint8Array | Float32Array>(
  to: T,
  from: T,
  box: Box,
  size: number,
  channels: number,
): void {
  for (let y = box.top; y < box.top + box.height; y++) {
    const start = (y * size + box.left) * channels
    to.set(from.subarray(start, start + box.width * channels), start)
  }
}
