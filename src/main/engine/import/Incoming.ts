import type { Modality, Split } from '../../../shared/contract/frames.ts'
import type { Mask } from '../../../shared/domain/mask.ts'

/** Where a found image belongs. Patients keep the split they have; a new one gets `split`, or a drawn one. */
export interface Place {
  readonly patient: string
  readonly examination: string
  readonly place: number
  readonly split?: Split
}

/** An image in a folder, before it is read. */
export interface Found extends Place {
  readonly path: string
  readonly mask?: string
}

/** A checked image on its way into the study. */
export interface Incoming extends Place {
  readonly path: string
  readonly name: string
  readonly bytes: Uint8Array
  readonly extension: string
  readonly width: number
  readonly height: number
  readonly modality: Modality
  readonly mask?: { readonly data: Mask; readonly kind: 'reader' | 'reference' }
}

/** A file that stays outside, and why: one sentence. */
export interface Rejected {
  readonly path: string
  readonly reason: string
}

/** How the user wants a folder read. */
export interface ImportOptions {
  readonly layout: string
  /** File value → class; `*` stands for every other value. */
  readonly maskMap?: ReadonlyMap<number | '*', number>
  /** Groups frames of one patient. */
  readonly groupBy?:
    | { readonly kind: 'manifest'; readonly column: string }
    | { readonly kind: 'regex'; readonly pattern: RegExp }
}
