import { type Shift, shiftBetween } from '../../../shared/domain/alignment.ts'
import { edgeCosts } from '../../../shared/domain/edges.ts'
import { ignoreProposals } from '../../../shared/domain/ignoreProposals.ts'
import { type Lesion, lesionsOf } from '../../../shared/domain/lesions.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import {
  foregroundOf,
  type HeatMap,
  heatOf,
  type Probabilities,
} from '../../../shared/domain/probabilities.ts'
import { pixelsByArea, type Rgba, superpixelsOf } from '../../../shared/domain/slic.ts'
import { type Window, windowed } from '../../../shared/domain/window.ts'
import type { Foreground, Superpixels } from './Findings.ts'

/** Everything that is worked out of a picture beside the window, by name: what is asked with it, what comes back. */
export interface Works {
  pixels: { ask: null; answer: Uint8ClampedArray }
  edges: { ask: null; answer: Uint8Array }
  superpixels: { ask: { side: number }; answer: Superpixels }
  foreground: { ask: Probabilities; answer: Foreground }
  heat: { ask: { probabilities: Probabilities; map: HeatMap }; answer: Uint8Array }
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
  heat: ({ width, height }, { probabilities, map }) => heatOf(probabilities, map, width, height),
  windowed: ({ width, height, data }, window) =>
    createImageBitmap(new ImageData(windowed(data, window), width, height)),
  nuisances: (picture) => ignoreProposals(picture),
  lesions: (_, mask) => lesionsOf(mask),
  shift: async (picture, other) => shiftBetween(await pixelsOf(other), picture),
}

/** Decodes an image file to RGBA, away from the window's thread. */
export async function pixelsOf(file: Blob): Promise<Rgba> {
  const bitmap = await createImageBitmap(file)
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('The browser offers no 2-D canvas.')
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  return context.getImageData(0, 0, canvas.width, canvas.height)
}
