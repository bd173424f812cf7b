/** The longer side of the picture that the encoder takes, px; what is left of its square is black. */
export const SIDE = 1024
/** Cells to a side of what the encoder makes of it, 16 px each. */
export const CELLS = 64
/** Numbers to a cell. */
export const CHANNELS = 256

/** The size of a frame, px. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** What the encoder makes of a frame: `[256,64,64]` as 16-bit floats, which is half the room, and the frame's size. */
export interface Embedding extends Size {
  readonly data: Uint16Array
}

/** Numbers that an embedding has. */
export const NUMBERS = CHANNELS * CELLS * CELLS

/** A frame's size as the encoder sees it: its longer side is 1024 px, whatever it was before. */
export function scaled({ width, height }: Size): Size {
  const scale = SIDE / Math.max(width, height)
  const of = (side: number) => Math.max(1, Math.floor(side * scale + 0.5))
  return { width: of(width), height: of(height) }
}
