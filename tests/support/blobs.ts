import type { Mask } from '../../src/shared/domain/mask.ts'
import { streamFor } from '../../src/shared/domain/random.ts'

/** A mask of random discs of classes 1 and 2, with holes, touching corners and some ignored pixels. */
export function blobs(seed: number, width: number, height: number): Mask {
  const random = streamFor(seed, 'blobs')
  const data = new Uint8Array(width * height)
  const disc = (value: number, largest: number) => {
    const [cx, cy, r] = [random() * width, random() * height, 1 + random() * largest]
    for (let i = 0; i < data.length; i++)
      if (Math.hypot((i % width) - cx, Math.floor(i / width) - cy) < r) data[i] = value
  }
  for (let n = 0; n < 4; n++) disc(1 + (n % 2), height / 4)
  for (let n = 0; n < 5; n++) disc(0, height / 12)
  disc(255, height / 10)
  for (let n = 0; n < 30; n++) data[Math.floor(random() * data.length)] = n % 3
  return { width, height, data }
}
