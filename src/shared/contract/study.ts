import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { HEX_COLOUR, MOST_CLASSES } from '../domain/labelClass.ts'
import { reason } from '../reasons/index.ts'
import { change } from './changes.ts'
import { frameFilter } from './frames.ts'
import { operation } from './operation.ts'
import { progress } from './progress.ts'
import { name, path } from './texts.ts'

export const labelClass = z.object({ name: z.string(), colour: z.string() })
/** A class as a person sets it. */
const newClass = z.object({
  name: z.string().trim().min(1).max(40),
  colour: z.string().regex(HEX_COLOUR),
})
export const studyName = z.string().trim().min(1).max(80)

const splitCount = z.object({ patients: z.number(), frames: z.number(), labelled: z.number() })

export const studyInfo = z.object({
  folder: z.string(),
  name: z.string(),
  /** Set where another process holds the study, or the disk refuses writes: painting and training are off. */
  readOnly: reason.nullable(),
  classes: z.array(labelClass),
  /** Frames, labelled ones and patients: what is hidden counts nowhere. */
  frames: z.number(),
  labelled: z.number(),
  patients: z.number(),
  models: z.number(),
  splits: z.object({ train: splitCount, validation: splitCount, test: splitCount }),
  /** A round has learned: patients stay on their side of the split from then on. */
  splitFrozen: z.boolean(),
  /** Classes, by their values, that no examination is signed without a look at. */
  guarded: z.array(z.number()),
  /** Rounds learn from accepted labels alone. */
  acceptedOnly: z.boolean(),
})
export type StudyInfo = z.infer<typeof studyInfo>

export const exportReport = z.object({
  frames: z.number(),
  masks: z.number(),
  files: z.number(),
  rejected: z.array(z.object({ path: z.string(), reason })),
  seconds: z.number(),
})
export type ExportReport = z.infer<typeof exportReport>

export const exportRequest = z.object({
  /** One of `study.formats`. */
  format: name,
  out: path.min(1),
  filter: frameFilter,
  images: z.boolean(),
  pseudonyms: z.boolean(),
  /** `reader`, `reference` or a model's id. */
  layer: name,
})

export const recentStudy = z.object({
  /** Opens it; not to be shown, because folders bear patients' names. */
  folder: z.string(),
  /** Its own name; null where it has none but its folder's. */
  name: z.string().nullable(),
  frames: z.number().nullable(),
  openedAt: z.string().nullable(),
  /** In the app's own folder, elsewhere in the user's home, or elsewhere. */
  place: z.enum(['app', 'home', 'elsewhere']),
  /** No study is there any more: moved, deleted, or on a disk that is not plugged in. */
  isGone: z.boolean(),
})
export type RecentStudy = z.infer<typeof recentStudy>

export const catalogueCopy = z.object({
  /** In the study's folder. */
  file: z.string(),
  /** When it was made or last written. */
  at: z.string(),
  frames: z.number(),
  /** The catalogue itself, without the log of the last changes, which is lost. */
  isItself: z.boolean(),
})
export type CatalogueCopy = z.infer<typeof catalogueCopy>

export const study = {
  /** The open study, or null. Resolves at once; changes nothing. */
  current: operation().output(studyInfo.nullable()),
  /** Studies opened here before, newest first, and where the demo study lies or would lie. */
  recent: operation().output(z.object({ studies: z.array(recentStudy), demo: z.string() })),
  /** Takes a study off that list. Nothing of it is deleted. */
  forget: operation()
    .input(z.object({ folder: path }))
    .output(z.object({})),
  /** Opens a study and closes the one before. */
  open: operation('STUDY_NOT_FOUND')
    .input(z.object({ folder: path }))
    .output(studyInfo),
  /** Why a study does not open, null where it does, and the copies of its catalogue that can be opened instead. */
  copies: operation('STUDY_NOT_FOUND')
    .input(z.object({ folder: z.string() }))
    .output(z.object({ why: reason.nullable(), copies: z.array(catalogueCopy) })),
  /** Opens a study with one of them; the damaged catalogue is put aside in the study's folder. */
  recover: operation('STUDY_NOT_FOUND')
    .input(z.object({ folder: z.string(), file: z.string() }))
    .output(z.object({ study: studyInfo, aside: z.string() })),
  /** Makes an empty study and opens it. */
  create: operation('STUDY_EXISTS', 'STUDY_NOT_FOUND')
    .input(
      z.object({
        folder: path,
        classes: z.array(name).min(2).max(MOST_CLASSES),
        /** Without one it is called by the day. */
        name: studyName.optional(),
      }),
    )
    .output(studyInfo),
  /** Gives the open study another name; its folder stays. */
  rename: operation()
    .input(z.object({ name: studyName }))
    .output(studyInfo),
  /**
   * Sets names and colours of the classes and adds further ones at the end; the last can go as long as no mask and no
   * model knows it. Fails CLASS_IN_USE where one would change its place or is needed.
   */
  setClasses: operation('CLASS_IN_USE', 'FRAME_LOCKED', 'WRONG_USAGE')
    .input(z.object({ classes: z.array(newClass).min(2).max(MOST_CLASSES) }))
    .output(studyInfo),
  /** Chooses the classes that no examination is signed without a look at. */
  guard: operation('WRONG_USAGE')
    .input(z.object({ classes: z.array(z.number().int()).max(MOST_CLASSES) }))
    .output(studyInfo),
  /** Says whether rounds learn from accepted labels alone. */
  learnAccepted: operation()
    .input(z.object({ only: z.boolean() }))
    .output(studyInfo),
  /** Makes the demo study if it is not there, then opens it. Ends with the study; ending early keeps what was made. */
  demo: operation('STUDY_EXISTS', 'STUDY_NOT_FOUND', 'MASK_UNMAPPED').output(progress(studyInfo)),
  /** Names of the formats that frames and masks leave in, the usual one first. */
  formats: operation().output(z.array(z.string())),
  /** Writes frames and masks into a new or empty folder. */
  export: operation('NOTHING_TO_EXPORT', 'WRONG_USAGE', 'LAYER_NOT_FOUND', 'FILE_DAMAGED', 'MODEL_NOT_FOUND')
    .input(exportRequest)
    .output(progress(exportReport)),
  /**
   * Writes the whole study into one file while work goes on; checkpoints of rounds, which make it several times larger,
   * where asked for. It never takes the place of a file that is there.
   */
  backUp: operation('WRONG_USAGE')
    .input(z.object({ file: path.min(1), checkpoints: z.boolean().default(false) }))
    .output(progress(z.object({ files: z.number(), bytes: z.number() }))),
  /**
   * Reads every file, mask, row and audit row: a reason for each that is not as it was saved (`problems`), and for what
   * cannot be checked on this machine (`notes`), which is no problem by itself.
   */
  verify: operation('FILE_DAMAGED').output(z.object({ problems: z.array(reason), notes: z.array(reason) })),
  /** Tells what in the study has changed, as long as the caller listens; `opened` at once. */
  changes: operation().output(eventIterator(change)),
}

export const folders = {
  /** Folders inside a folder of the engine's machine, and whether each is a study. */
  list: operation()
    .input(z.object({ path: path.optional() }))
    .output(
      z.object({
        path: z.string(),
        parent: z.string().nullable(),
        isStudy: z.boolean(),
        images: z.number(),
        /** The first files that can be imported one by one. */
        files: z.array(
          z.object({
            name: z.string(),
            path: z.string(),
            kind: z.enum(['image', 'archive', 'dicom', 'film']),
          }),
        ),
        folders: z.array(z.object({ name: z.string(), path: z.string(), isStudy: z.boolean() })),
      }),
    ),
}
