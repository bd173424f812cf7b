import type { Modality, Split } from '../../../../shared/contract/frames.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'
import type { Reason } from '../../../../shared/reasons/index.ts'

/** What tells whose a frame is: a table beside it, the file's own header, its film, its folder, or nothing. */
export type PatientSource = 'manifest' | 'header' | 'film' | 'folder' | 'pattern' | 'file'

/** Where a found image belongs. Patients keep the split they have; a new one gets `split`, or a drawn one. */
export interface Place {
  readonly patient: string
  readonly examination: string
  readonly place: number
  readonly split?: Split
}

/** What a file or a person says about a frame. */
export interface Facts {
  readonly modality?: Modality
  readonly device?: string
  /** ISO day. */
  readonly capturedOn?: string
  /** Frames of one lesion share it. */
  readonly lesion?: string
  /** De-identified DICOM attributes, as JSON. */
  readonly dicom?: string
}

/** A mask, and why some of what its description says is not in it. */
export interface DrawnMask extends Mask {
  readonly leftOut?: readonly Reason[]
}

/** Where a mask comes from: a file of its own, or drawn from a description. `path` is what people are told. */
export interface MaskSource {
  readonly path: string
  /** The names that are drawn, where it is a description. */
  readonly labels?: readonly string[]
  /**
   * The files it is drawn from, where they hold nothing else: whoever sent them hears of each that was not taken, be it
   * that its frame has another label already.
   */
  readonly files?: readonly string[]
  draw?(frame: { width: number; height: number }, classOf: (label: string) => number): Promise<DrawnMask>
}

/** An image before it is read: the file at `path`, or what `read` hands out. */
export interface Found extends Place {
  readonly path: string
  /** Where it lies within what is imported: the same each time the same paths are looked at. */
  readonly key?: string
  /** What its patient was told by. */
  readonly told?: PatientSource
  /** The frame's name in the study; the file's where it is absent. */
  readonly name?: string
  readonly mask?: MaskSource
  readonly facts?: Facts
  /** Its header names the patient: it comes in under a pseudonym or not at all. */
  readonly identified?: boolean
  /** The frame that its mask belongs to, by DICOM's names, where it did not come with it; it may be in the study. */
  readonly elsewhere?: { readonly instance: string; readonly frame: number | undefined }
  /** Why it stays outside, where that is known already. */
  readonly refused?: Reason
  read?(): Promise<Buffer>
  /** Bytes that `read` and what is done with the image take, where each pixel takes so many for the latter. */
  weight?(perPixel: number): number
}

/** A checked image on its way into the study. */
export interface Incoming extends Place {
  readonly path: string
  readonly name: string
  readonly bytes: Uint8Array
  /** Of `bytes`, where it is known already. */
  readonly sha256?: string
  readonly extension: string
  readonly width: number
  readonly height: number
  readonly modality: Modality
  /** 1 where it is certain. */
  readonly modalityConfidence?: number
  readonly likeness?: string
  readonly facts?: Facts
  readonly mask?: {
    readonly data: Mask
    readonly kind: 'reader' | 'reference'
    /** Those of its source. */
    readonly files?: readonly string[]
  }
}

/** A file that stays outside, and why. */
export interface Rejected {
  readonly path: string
  readonly reason: Reason
}

/** Which frames of a film. */
export interface VideoOptions {
  /** Every n-th. */
  readonly every?: number
  /** Only where the picture changes by more than this share, 0 to 1. */
  readonly scenes?: number
  /** Only the frames at these times, picked by hand, s. */
  readonly at?: readonly number[]
}

/** How names and burned-in text are kept out. */
export interface Deidentification {
  /** File of the patient key, apart from the study. */
  readonly keyFile: string
  readonly passphrase: string
  /** Whether text in the picture is made black. */
  readonly text: boolean
  /** Parts that are made black in every picture. */
  readonly boxes?: readonly Share4[]
  /** Whether pictures without a mask are cut to the endoscope's view. */
  readonly crop?: boolean
}

/** Left, top, width and height of a part of a picture, as shares of its width and height. */
export type Share4 = readonly [number, number, number, number]

/** Parts to make black in the pictures of a device, by its name: where it writes its texts. */
export type DeviceTemplates = Readonly<Record<string, readonly Share4[]>>

/** How the user wants a folder read. */
export interface ImportOptions {
  readonly layout: string
  /** What masks hold (a value, a colour as `#rrggbb`, a label) → class; `*` stands for everything else. */
  readonly maskMap?: ReadonlyMap<string, number>
  /** Nobody can be asked: masks of no known class stay outside, and their frames come in without them. */
  readonly unattended?: boolean
  /** Whose frames are, by their key, where a person has said so. */
  readonly patients?: ReadonlyMap<string, string>
  /** Where new patients go, by the name they were shown under. */
  readonly splits?: ReadonlyMap<string, Split>
  /** Makes text in the pictures black; with a key, `deidentify.text` says it too. */
  readonly blankText?: boolean
  readonly video?: VideoOptions
  readonly deidentify?: Deidentification
  /** Only images that this split file of the public code lists keep their masks. */
  readonly labelledList?: string
  /** Only this share of the training frames keeps its masks, drawn by the seed. */
  readonly labelledShare?: { readonly share: number; readonly seed: number }
  /** Grey masks become black and white as the public code reads them, by error diffusion. */
  readonly ditherMasks?: boolean
  /** Groups frames of one patient. */
  readonly groupBy?:
    | { readonly kind: 'manifest'; readonly column: string }
    | { readonly kind: 'regex'; readonly pattern: RegExp }
    | { readonly kind: 'folder' | 'name' | 'file' }
}
