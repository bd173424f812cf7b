import { type Shift, shiftBetween } from '../../../shared/domain/alignment.ts'
import { edgeCosts } from '../../../shared/domain/edges.ts'
import { type Doubted, type HeatMapId, heatOf } from '../../../shared/domain/heatMaps/index.ts'
import { ignoreProposals } from '../../../shared/domain/ignoreProposals.ts'
import { type Lesion, lesionsOf } from '../../../shared/domain/lesions.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { foregroundOf, type Probabilities } from '../../../shared/domain/probabilities.ts'
import { pixelsByArea, type Rgba, superpixelsOf } from '../../../shared/domain/slic.ts'
import { type Window, windowed } from '../../../shared/domain/window.ts'
import { rgbaOf } from './rgbaOf.ts'
import type { Superpixels } from './Superpixels.ts'

/** Everything that is worked out of a picture beside the window, by name: what is asked with it, what comes back. */
export interface Works {
  /** The frame's own pixels, RGBA, `[height,width,4]`. */
  pixels: { ask: null; answer: Uint8ClampedArray }
  /** What a path costs in each pixel, `[height,width]`: 1 on the strongest edge, 255 where there is none. */
  edges: { ask: null; answer: Uint8Array }
  superpixels: { ask: { side: number }; answer: Superpixels }
  /** How sure a model is that a pixel belongs to a lesion, 0 to 255, `[height,width]`. */
  foreground: { ask: Probabilities; answer: Uint8Array }
  /** Undefined where the map is not known of the frame. */
  heat: { ask: Doubted & { map: HeatMapId }; answer: Uint8Array | undefined }
  windowed: { ask: Window; answer: ImageBitmap }
  nuisances: { ask: null; answer: Mask }
  lesions: { ask: Mask; answer: Lesion[] }
  /** How far this picture's content lies from another's. */
  shift: { ask: Blob; answer: Shift }
}
export type Work = keyof Works

type Doing = {
  [W in Work]: (picture: Rgba, ask: Works[W]['ask']) => Works[W]['answer'] | Promise<Works[W]['answer']>
}

export const works: Doing = {
  pixels: ({ data }) => new Uint8ClampedArray(data),
  edges: (picture) => edgeCosts(picture),
  superpixels(picture, { side }) {
    const labels = superpixelsOf(picture, side)
    return { labels, ...pixelsByArea(labels) }
  },
  foreground: ({ width, height }, probabilities) => foregroundOf(probabilities, width, height),
  heat: ({ width, height }, { map, ...doubted }) => heatOf(doubted, map, width, height),
  windowed: ({ width, height, data }, window) =>
    createImageBitmap(new ImageData(windowed(data, window), width, height)),
  nuisances: (picture) => ignoreProposals(picture),
  lesions: (_, mask) => lesionsOf(mask),
  shift: async (picture, other) => shiftBetween(await pixelsOf(other), picture),
}

/** Decodes an image file to RGBA, away from the window's thread. */
export async function pixelsOf(file: Blob): Promise<Rgba> {
  const bitmap = await createImageBitmap(file)
  const pixels = rgbaOf(bitmap)
  bitmap.close()
  return pixels
}
