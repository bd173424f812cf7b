import * as z from 'zod'
import { MOST_CLASSES } from '../domain/labelClass.ts'
import { reason } from '../reasons/index.ts'
import { split } from './frames.ts'
import { operation } from './operation.ts'
import { progress } from './progress.ts'
import { studyName } from './study.ts'
import { name, path } from './texts.ts'

const refused = z.array(z.object({ path: z.string(), reason }))
const source = z.object({
  /** Folders, zip archives or files of the engine's machine. */
  paths: z.array(path).min(1).max(1000),
  layout: name.default('auto'),
  /** Every n-th frame of a film. */
  every: z.number().int().min(1).max(10_000).optional(),
})

export const surveyRequest = source.extend({
  /** A pattern on the file's name: its first group is the patient, its second the examination. */
  pattern: z.string().max(200).optional(),
  /** Compares all frames with each other, however many there are. */
  alike: z.boolean().default(false),
})
export type SurveyRequest = z.infer<typeof surveyRequest>

export const maskMark = z.object({
  key: z.string(),
  kind: z.enum(['value', 'colour', 'label']),
  colour: z.string().nullable(),
  masks: z.number(),
  alone: z.number().optional(),
  share: z.number().nullable(),
})

export const importSurvey = z.object({
  /** In the order of the import; `key` names a frame in an import of the same paths. */
  frames: z.array(z.object({ key: z.string(), masked: z.boolean(), split: split.nullable() })),
  masks: z.number(),
  /** Whether files name their patients: they come in under pseudonyms, with a key. */
  identified: z.boolean(),
  films: z.boolean(),
  /** What the masks hold. */
  marks: z.array(maskMark),
  /** Ways to tell which frames show one patient, the most trustworthy first; `of` is each frame's place in `names`. */
  ways: z.array(
    z.object({
      kind: z.enum(['header', 'manifest', 'film', 'pattern', 'folder', 'name', 'alike', 'file']),
      names: z.array(z.string()),
      of: z.array(z.number()),
    }),
  ),
  /** The first of the files that stay outside, and why. */
  problems: refused,
  /** So many frames were opened; `lights` and `samples` tell of them. */
  lookedAt: z.number(),
  lights: z.object({ NBI: z.number(), WLI: z.number(), other: z.number() }),
  /** Small pictures as base64 JPEG: as it is and, where text or a bezel was found, with that made black. */
  samples: z.array(
    z.object({
      key: z.string(),
      picture: z.string(),
      blackened: z.string().nullable(),
      /** Lines of text found over the view. */
      lines: z.number(),
    }),
  ),
  /** Still smaller pictures, of each patient's first frame as far as they go. */
  stills: z.array(z.object({ key: z.string(), picture: z.string() })),
  /** Where a new study of these frames would lie: a folder that is free and may be written to. */
  folder: z.string(),
  /** Whether the open study has a key already, whose passphrase is wanted then. */
  keyExists: z.boolean(),
})
export type ImportSurvey = z.infer<typeof importSurvey>

export const importRequest = source.extend({
  /** What masks hold → class, or 255 for pixels that take part in nothing; absent is what goes without saying. */
  maskMap: z.record(z.string(), z.number().int().min(0).max(255)).optional(),
  /** Frame's key → patient, where it is another than the survey's first way says. */
  patients: z.record(z.string(), z.string().trim().min(1).max(80)).optional(),
  /** Split of patients that are new, by the name they were shown under. */
  splits: z.record(z.string(), split).optional(),
  /** Patients come in under pseudonyms; without `keyFile`, with the study's own key. */
  deidentify: z.object({ keyFile: path.min(1).optional(), passphrase: z.string().max(10_000) }).optional(),
  /** Makes text in the pictures black. */
  blankText: z.boolean().default(false),
})
export type ImportRequest = z.infer<typeof importRequest>

export const importReport = z.object({
  added: z.number(),
  duplicates: z.number(),
  masks: z.number(),
  rejected: refused,
  seconds: z.number(),
})
export type ImportReport = z.infer<typeof importReport>

/** What an import can fail for. */
const REFUSED = ['NOTHING_TO_IMPORT', 'MASK_UNMAPPED', 'KEY_NEEDED', 'WRONG_USAGE', 'FILE_DAMAGED'] as const

/** Bringing frames in: into the open study, or into one that is made of them. */
export const bring = {
  /** Looks at what would come in; writes nothing. */
  survey: operation('NOTHING_TO_IMPORT', 'WRONG_USAGE').input(surveyRequest).output(progress(importSurvey)),
  /** Where patients would go: those of the open study stay, the others are dealt out evenly within each stratum. */
  dealSplits: operation()
    .input(
      z.object({
        patients: z.array(z.object({ name, stratum: name, said: split.nullable() })),
        /** Whether they come into the open study, not into a new one. */
        open: z.boolean(),
      }),
    )
    .output(z.array(z.object({ name: z.string(), split, isNew: z.boolean() }))),
  /** Brings frames, with masks where there are any, into the open study; killed and repeated it goes on. */
  intoOpen: operation(...REFUSED)
    .input(importRequest)
    .output(progress(importReport)),
  /**
   * Makes a study, fills it and opens it. Where that fails or is stopped, nothing of it stays and the study open
   * before is still open. Fails STUDY_EXISTS and as `intoOpen`.
   */
  intoNew: operation('STUDY_EXISTS', 'STUDY_NOT_FOUND', ...REFUSED)
    .input(
      importRequest.extend({
        folder: path.min(1),
        /** Without one the study is called by the day. */
        name: studyName.optional(),
        classes: z.array(name).min(2).max(MOST_CLASSES),
      }),
    )
    .output(progress(importReport)),
}
