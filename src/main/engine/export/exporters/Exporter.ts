import type { Modality, Split } from '../../../../shared/contract/frames.ts'
import type { LabelClass } from '../../../../shared/domain/labelClass.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'

/** One frame on its way out. */
export interface Outgoing {
  readonly id: number
  /** A file name without ending, unique in the export. */
  readonly stem: string
  readonly extension: string
  readonly sha256: string
  readonly patient: string
  readonly examination: string
  readonly place: number
  readonly split: Split
  readonly modality: Modality
  readonly width: number
  readonly height: number
  readonly capturedOn: string | null
  /** De-identified attributes of the DICOM file it came from, as JSON. */
  readonly dicom: string | null
  readonly mask: Mask | undefined
  /** The original's bytes, checked. */
  image(): Promise<Buffer>
}

/** Where an exporter puts its files. */
export interface Sink {
  /** Writes a file durably, under a path relative to the export's folder. */
  write(path: string, bytes: Uint8Array | string): Promise<void>
}

export interface ExportContext {
  readonly sink: Sink
  readonly study: string
  readonly classes: readonly LabelClass[]
  /** Whether images go along, or masks alone. */
  readonly images: boolean
  readonly at: Date
}

/** One export under way. */
export interface ExportRun {
  add(frame: Outgoing): Promise<void>
  /** Writes what belongs to all frames. */
  finish(): Promise<void>
}

/** A format that masks leave in. */
export interface Exporter {
  readonly name: string
  begin(context: ExportContext): ExportRun
}
