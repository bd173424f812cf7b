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

/** Bytes that a frame takes where it is stored uncompressed; 4:2:2 lets two pixels share their colours. */
export const frameBytes = ({ width, height, samples, allocated, photometric }: PixelLayout): number =>
  (photometric === 'YBR_FULL_422' ? width * height * 2 : width * height * samples) * (allocated / 8)

const JPEG_2000 = /\.4\.(9[01]|201)$/

/** Bytes of memory that one frame takes while it is decoded, times those of its pixels: codecs hold wider samples. */
const DECODING: readonly (readonly [RegExp, number])[] = [
  [JPEG_2000, 8],
  [/./, 5],
]

/** Bytes that decoding a frame takes at most. */
export const decodingBytes = (layout: PixelLayout, transferSyntax: string): number =>
  (DECODING.find(([syntaxes]) => syntaxes.test(transferSyntax))?.[1] ?? 0) *
  Math.max(frameBytes(layout), layout.width * layout.height * 3)

/** What samples can mean that are read here: by how many there are of a pixel, and in which transfer syntaxes. */
const COLOURS: Readonly<Record<string, { readonly samples: number; readonly only?: RegExp }>> = {
  MONOCHROME1: { samples: 1 },
  MONOCHROME2: { samples: 1 },
  'PALETTE COLOR': { samples: 1 },
  RGB: { samples: 3 },
  YBR_FULL: { samples: 3 },
  YBR_FULL_422: { samples: 3, only: /\.1\.2(\.[12]|\.1\.99|\.4\.5[01])?$/ },
  YBR_RCT: { samples: 3, only: JPEG_2000 },
  YBR_ICT: { samples: 3, only: JPEG_2000 },
}

export function isKnownColour({ samples, photometric }: PixelLayout, transferSyntax: string): boolean {
  const known = Object.hasOwn(COLOURS, photometric) ? COLOURS[photometric] : undefined
  return known?.samples === samples && (known.only?.test(transferSyntax) ?? true)
}
