import type { Probabilities } from '../../../shared/domain/probabilities.ts'
import type { Works } from './works.ts'

/** What a tool may have to know of the picture before it can work; each is one of the works. */
export type Need = 'pixels' | 'edges' | 'superpixels' | 'foreground'

/** What has been found of each so far. */
export type Findings = { readonly [N in Need]: () => Works[N]['answer'] | undefined }

/** What there is of a frame to find it in. */
export interface Source {
  readonly width: number
  readonly height: number
  readonly probabilities: Probabilities | undefined
}

/** Side of a superpixel, as a share of the frame's longer side, and its least, px. */
const SUPERPIXEL = { share: 1 / 80, least: 8 }

/** The question that finds each; undefined where this frame has no answer to it. */
export const questions: { readonly [N in Need]: (source: Source) => Works[N]['ask'] | undefined } = {
  pixels: () => null,
  edges: () => null,
  superpixels: ({ width, height }) => ({
    side: Math.max(SUPERPIXEL.least, SUPERPIXEL.share * Math.max(width, height)),
  }),
  foreground: ({ probabilities }) => probabilities,
}
