/** One decoded frame: samples interleaved, 8 or 16 bits each, and what the stream said of them. */
export interface Decoded {
  readonly width: number
  readonly height: number
  readonly samples: number
  /** Bits of a sample that may be set. */
  readonly bits: number
  readonly data: Uint8Array | Uint16Array
  /** Where the stream says whether its samples have a sign. */
  readonly signed?: boolean
  /** Whether the decoder has made red, green and blue of whatever the header calls the colours. */
  readonly coloured?: boolean
}
