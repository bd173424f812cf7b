import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { reason } from '../reasons/index.ts'
import { frameFilter } from './frames.ts'
import { operation } from './operation.ts'
import { progress } from './progress.ts'

export const labelClass = z.object({ name: z.string(), colour: z.string() })

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
  format: z.enum(['png', 'fahsyu', 'coco', 'cvat', 'labelme', 'dicom-seg', 'csv']),
  out: z.string().min(1),
  filter: frameFilter,
  images: z.boolean(),
  pseudonyms: z.boolean(),
  /** `reader`, `reference` or a model's id. */
  layer: z.string(),
})
export type ExportRequest = z.infer<typeof exportRequest>

export const study = {
  /** The open study, or null. Resolves at once; changes nothing. */
  current: operation().output(studyInfo.nullable()),
  /** Studies opened here before, newest first, and where the demo study lies or would lie. */
  recent: operation().output(z.object({ folders: z.array(z.string()), demo: z.string() })),
  /** Opens a study and closes the one before. */
  open: operation('STUDY_NOT_FOUND')
    .input(z.object({ folder: z.string() }))
    .output(studyInfo),
  /** Makes an empty study and opens it. */
  create: operation('STUDY_EXISTS', 'STUDY_NOT_FOUND')
    .input(z.object({ folder: z.string(), classes: z.array(z.string()).min(2).max(8) }))
    .output(studyInfo),
  /** Makes the demo study if it is not there, then opens it. Ends with the study; ending early keeps what was made. */
  demo: operation('STUDY_EXISTS', 'STUDY_NOT_FOUND').output(progress(studyInfo)),
  /** Writes frames and masks into a new or empty folder. */
  export: operation('NOTHING_TO_EXPORT', 'WRONG_USAGE', 'LAYER_NOT_FOUND', 'FILE_DAMAGED')
    .input(exportRequest)
    .output(progress(exportReport)),
  /** Writes the whole study into one file while work goes on. */
  backUp: operation()
    .input(z.object({ file: z.string().min(1) }))
    .output(progress(z.object({ files: z.number(), bytes: z.number() }))),
  /** Reads every file, mask and audit row; a reason for each that is not as it was saved. */
  verify: operation('FILE_DAMAGED').output(z.object({ problems: z.array(reason) })),
  /** Tells that something in the study changed, as long as the caller listens. The first event comes at once. */
  changes: operation().output(
    eventIterator(z.object({ what: z.enum(['study', 'frames', 'layers', 'models', 'runs']) })),
  ),
}

export const folders = {
  /** Folders inside a folder of the engine's machine, and whether each is a study. */
  list: operation()
    .input(z.object({ path: z.string().optional() }))
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
