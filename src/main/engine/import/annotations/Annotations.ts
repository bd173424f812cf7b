import type { DrawnMask } from '../found/Incoming.ts'

/** An image that a file of annotations names. */
export interface Annotated {
  /** As the file has it. */
  readonly image: string
  /** The names of what is drawn on it, each once. */
  readonly labels: readonly string[]
  /** Whether the file says anything of its mask, be it that it is empty. */
  readonly masked: boolean
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** The class of a label. */
export type ClassOf = (label: string) => number

/** A program's way of writing down what is drawn on images; `D` is one file of it, read. */
export interface Annotations<D> {
  /** Throws anything where a text is none of it. What is wrong with one shape is seen when that shape is drawn. */
  read(text: string): D
  images(document: D): readonly Annotated[]
  /** What is drawn on the image at this place of `images`. Throws `Unreadable` where nothing of it can be. */
  draw(document: D, place: number, size: Size, classOf: ClassOf): DrawnMask | Promise<DrawnMask>
}
