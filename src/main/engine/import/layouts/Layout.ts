import type { Found, ImportOptions } from '../found/Incoming.ts'

/** A way in which people keep images and masks in folders. */
export interface Layout {
  readonly name: string
  /** Whether a folder looks like this; the first layout that says yes reads it. */
  recognises(folder: string): Promise<boolean>
  /**
   * All images of the folder (or the one file) with their masks and patients, in a stable order. What has to be
   * taken apart first goes into the folder that `scratch` makes, which is removed after the import.
   */
  find(folder: string, options: ImportOptions, scratch: () => Promise<string>): Promise<Found[]>
}
