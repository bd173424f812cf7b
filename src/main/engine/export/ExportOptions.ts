import type { FrameFilter } from '../../../shared/contract/frames.ts'

/** What the user wants exported. */
export interface ExportOptions {
  readonly format: string
  /** An empty or new folder. */
  readonly out: string
  readonly filter: FrameFilter
  readonly images: boolean
  /** Patients and files get running numbers instead of their names. */
  readonly pseudonyms: boolean
  /** `reader`, `reference` or a model's id. */
  readonly layer: string
}
