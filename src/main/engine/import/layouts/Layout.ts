import type { Found, ImportOptions } from '../found/Incoming.ts'
import type { Source } from '../found/Source.ts'

/** A way in which people keep images and masks in folders. */
export interface Layout {
  readonly name: string
  /** Whether a source looks like this; the first layout that says yes reads it. */
  recognises(source: Source): Promise<boolean>
  /**
   * All images of the source with their masks and patients, in a stable order; what stays outside is among them with
   * its reason, or refused in the source.
   */
  find(source: Source, options: ImportOptions): Promise<Found[]>
}
