import type { Found, ImportOptions } from '../Incoming.ts'

/** A way in which people keep images and masks in folders. */
export interface Layout {
  readonly name: string
  /** Whether a folder looks like this; the first layout that says yes reads it. */
  recognises(folder: string): Promise<boolean>
  /** All images of the folder with their masks and patients, in a stable order. */
  find(folder: string, options: ImportOptions): Promise<Found[]>
}
