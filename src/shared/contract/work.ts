import * as z from 'zod'
import { reviewReasons } from '../domain/reviewReasons.ts'
import { frameReview, frameVerdict } from './frameReview.ts'
import { operation } from './operation.ts'
import { name } from './texts.ts'

/** Somebody who is to read: an account's name, or one that was typed in. */
const reader = z.string().trim().min(1).max(60)
const readers = z.array(reader).min(1).max(50)
const day = z.iso.date().nullable()
const ids = z.array(z.number().int()).min(1).max(10_000)
const note = z.string().trim().max(2000)

/** Examinations one by one, or all of some patients, by their codes. */
const chosen = z.union([
  z.object({ examinations: ids }),
  z.object({ patients: z.array(name).min(1).max(10_000) }),
])

const frameCounts = z.object({
  frames: z.number(),
  unlabelled: z.number(),
  inProgress: z.number(),
  submitted: z.number(),
  inReview: z.number(),
  returned: z.number(),
  accepted: z.number(),
  skipped: z.number(),
})

const readerOf = z.object({ name: z.string(), submitted: z.number(), returned: z.number(), due: day })

/** An examination with its frames by stage; what is hidden counts nowhere. */
export const examinationWork = z.object({
  id: z.number(),
  patient: z.string(),
  examination: z.string(),
  counts: frameCounts,
  readers: z.array(readerOf),
  /** The first day by which a reader of it should be through and is not; null where there is none. */
  due: day,
  isOverdue: z.boolean(),
  /** All frames are accepted or skipped, so that it can be signed. */
  isReady: z.boolean(),
  signed: z.object({ reviewer: z.string(), at: z.string() }).nullable(),
})
export type ExaminationWork = z.infer<typeof examinationWork>

/** How far somebody is with what they were given. */
export const readerProgress = z.object({
  name: z.string(),
  examinations: z.number(),
  frames: z.number(),
  inProgress: z.number(),
  submitted: z.number(),
  returned: z.number(),
  accepted: z.number(),
  lastActive: z.string().nullable(),
  due: day,
  isOverdue: z.boolean(),
})
export type ReaderProgress = z.infer<typeof readerProgress>

/** What somebody would get, or got. */
export const shareOfReader = z.object({
  reader: z.string(),
  patients: z.number(),
  examinations: z.number(),
  frames: z.number(),
})
export type ShareOfReader = z.infer<typeof shareOfReader>

/** A region of a guarded class that the model in use sees and nobody has touched. */
const missedRegion = z.object({
  value: z.number(),
  /** Of the frame, 0–1. */
  share: z.number(),
  /** Its outline as x, y pairs, in shares of the frame's width and height. */
  outline: z.array(z.number()),
})

export const missedFrame = z.object({
  frame: z.number(),
  name: z.string(),
  width: z.number(),
  height: z.number(),
  regions: z.array(missedRegion),
})
export type MissedFrame = z.infer<typeof missedFrame>

const signOff = z.object({
  says: z.enum(['signed', 'unlocked']),
  reviewer: z.string(),
  reason: z.string().nullable(),
  missed: z.number(),
  at: z.string(),
})

export const work = {
  /** How many frames wait for whoever asks, by list, and examinations that can be signed; what came back, newest first. */
  lists: operation().output(
    z.object({
      mine: z.number(),
      returned: z.number(),
      toReview: z.number(),
      toSettle: z.number(),
      toSign: z.number(),
      /** The first day by which something of theirs is due; null where nothing is. */
      due: day,
      isOverdue: z.boolean(),
      cameBack: z.array(frameVerdict.extend({ frame: z.number(), name: z.string(), patient: z.string() })),
    }),
  ),
  /** Who reads a frame and what was said of it, as far as whoever asks may know. */
  frame: operation('FRAME_NOT_FOUND')
    .input(z.object({ frame: z.number() }))
    .output(frameReview),
  /** Who may be given work: accounts that may label where there are any, else names that the study knows. */
  readers: operation().output(z.object({ hasAccounts: z.boolean(), names: z.array(z.string()) })),
  /** Who is to read an examination, and by when. */
  readersOf: operation()
    .input(z.object({ examination: z.number() }))
    .output(z.array(z.object({ name: z.string(), due: day }))),
  /** A stretch of the examinations, in the library's order, of those whose patient or reader holds the text. */
  examinations: operation()
    .input(
      z.object({
        search: z.string().max(200).default(''),
        only: z.enum(['all', 'unassigned', 'overdue', 'ready', 'signed']).default('all'),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ total: z.number(), examinations: z.array(examinationWork) })),
  /** How far each reader is with what they were given, by name. */
  progress: operation().output(z.array(readerProgress)),
  /** Gives examinations to readers besides those who have them, or changes by when. Fails FRAME_LOCKED for signed ones. */
  assign: operation('EXAMINATION_NOT_FOUND', 'WRONG_USAGE', 'FRAME_LOCKED')
    .input(z.object({ of: chosen, readers, due: day }))
    .output(z.object({ examinations: z.number() })),
  /** Takes examinations away from readers; what they have done stays. */
  takeAway: operation('EXAMINATION_NOT_FOUND', 'FRAME_LOCKED')
    .input(z.object({ of: chosen, readers }))
    .output(z.object({ examinations: z.number() })),
  /**
   * Shares out the examinations that nobody reads yet, evenly by open frames, a patient's to one reader; the same seed shares
   * them the same way. `preview` changes nothing. Fails WRONG_USAGE where there is nothing to share, or one reader for two.
   */
  share: operation('WRONG_USAGE')
    .input(
      z.object({
        readers,
        /** Per cent of the patients that two different readers get. */
        overlap: z.number().min(0).max(100),
        due: day,
        /** Leave out what has no frame to label. */
        onlyOpen: z.boolean().default(true),
        /** Examinations of one patient may go to different readers. */
        splitPatients: z.boolean().default(false),
        seed: z.number().int().min(0).default(0),
        preview: z.boolean().default(false),
      }),
    )
    .output(z.array(shareOfReader)),
  /**
   * Says of a reader's mask whether it stands. `accepted` makes it the frame's label; `returned` needs a reason and goes back
   * to its reader. Fails NOT_ALLOWED where there are accounts and it is one's own, STALE_REVISION where it has changed.
   */
  say: operation(
    'FRAME_NOT_FOUND',
    'LAYER_NOT_FOUND',
    'STALE_REVISION',
    'FRAME_LOCKED',
    'WRONG_USAGE',
    'FILE_DAMAGED',
  )
    .input(
      z.object({
        frame: z.number(),
        layer: z.number(),
        /** The newest revision that was seen of it. */
        revision: z.number(),
        says: z.enum(['accepted', 'returned', 'begun', 'reopened']),
        reason: z.enum(reviewReasons).optional(),
        text: note.optional(),
      }),
    )
    .output(z.object({ verdict: z.number() })),
  /** What signing an examination comes to: frames that are not accepted, regions that were missed, who signed before. */
  examination: operation('EXAMINATION_NOT_FOUND', 'FILE_DAMAGED')
    .input(z.object({ id: z.number() }))
    .output(
      z.object({
        patient: z.string(),
        examination: z.string(),
        counts: frameCounts,
        isReady: z.boolean(),
        missed: z.array(missedFrame),
        signOffs: z.array(signOff),
      }),
    ),
  /**
   * Signs an examination, which locks it. Fails NOT_ACCEPTED where frames are not, MALIGNANT_UNTOUCHED where the model in use
   * sees a guarded class that nobody has touched and no reason is given to sign all the same.
   */
  sign: operation(
    'EXAMINATION_NOT_FOUND',
    'NOT_ACCEPTED',
    'MALIGNANT_UNTOUCHED',
    'FRAME_LOCKED',
    'FILE_DAMAGED',
  )
    .input(z.object({ examination: z.number(), reason: note.min(1).optional() }))
    .output(z.object({})),
  /** Opens a signed examination again; one that is open stays so. */
  unlock: operation('EXAMINATION_NOT_FOUND')
    .input(z.object({ examination: z.number(), reason: note.min(1) }))
    .output(z.object({})),
}
