import { integralOf, meanAround } from '../../../shared/domain/integral.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import type { Window } from '../../../shared/domain/resample.ts'
import type { Picture } from './picture.ts'

/**
 * A veto's region on a picture that may be smaller than its frame: 1 wherever a pixel of the picture has anything of the region
 * in it, `[height,width]`. Shrinking mixes each pixel with those beside it, so the region grows by as much.
 */
export function vetoOn(region: Mask, { width, height }: Pick<Picture, 'width' | 'height'>): Mask {
  if (region.width === width && region.height === height) return region
  const [across, down] = [region.width / width, region.height / height]
  const sums = integralOf(region.data, region.width, region.height)
  const radius = Math.ceil(1.5 * Math.max(across, down)) + 1
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [atX, atY] = [Math.floor((x + 0.5) * across), Math.floor((y + 0.5) * down)]
      data[y * width + x] = meanAround(sums, region, atX, atY, radius) > 0 ? 1 : 0
    }
  return { width, height, data }
}

/**
 * A copy of the picture that is blank where it is vetoed, as beyond its edge: what is not to be learned from reaches no net,
 * not as the surroundings of other pixels either.
 */
export function withoutVetoed(
  picture: Picture,
  { data: vetoed }: Mask,
  beyond: NonNullable<Window['beyond']> = [0, 0, 0],
): Picture {
  const data = picture.data.slice()
  for (let i = 0; i < vetoed.length; i++) if (vetoed[i] === 1) data.set(beyond, 3 * i)
  return { ...picture, data }
}
