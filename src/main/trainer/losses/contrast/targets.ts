/** What the contrast loss looks at, besides the two embeddings; arrays are `[B,H,W]`, row-major. */
export interface ContrastTargets {
  readonly height: number
  readonly width: number
  readonly classes: number
  /** Given labels; 255 is ignored. */
  readonly label: Uint8Array
  /** Teacher's argmax on the weak view, its confidence, and 255 where padding is not to be learned from. */
  readonly pseudoLabel: Uint8Array
  readonly confidence: Float32Array
  readonly ignore: Uint8Array
  /** Confidence per class above which a pseudo-label counts. */
  readonly thresholds: readonly number[]
}

/** How often each pixel was chosen, and the column of its class; `[2B·H·W]`. */
export interface ChosenPixels {
  readonly times: Float32Array
  readonly column: Uint8Array
}
