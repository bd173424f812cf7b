/** What the pixels of a file are, from its header. */
export interface PixelLayout {
  readonly width: number
  readonly height: number
  readonly samples: number
  readonly bits: number
  readonly allocated: number
  readonly signed: boolean
  /** Samples in planes instead of interleaved. */
  readonly planar: boolean
  readonly photometric: string
}
