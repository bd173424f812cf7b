import * as z from 'zod'
import { frameFilter, modality, split } from './frames.ts'
import { operation } from './operation.ts'
import { name } from './texts.ts'

const count = z.object({ patients: z.number(), frames: z.number(), labelled: z.number() })

export const overview = count.extend({
  splits: z.object({ train: count, validation: count, test: count }),
  byModality: z.array(z.object({ modality, frames: z.number(), labelled: z.number() })),
  /** Frames whose mask holds the class, or on which a model sees it; without class 0. */
  byClass: z.array(z.object({ name: z.string(), painted: z.number(), predicted: z.number() })),
  /** Frames on which reader and model share less than half of what either calls a lesion. */
  disagreeing: z.number(),
  hidden: z.number(),
})
export type Overview = z.infer<typeof overview>

export const savedSearch = z.object({ id: z.number(), name: z.string(), filter: frameFilter })
export type SavedSearch = z.infer<typeof savedSearch>

/** Some frames by id, of which all must be there, or all that pass a filter. */
export const chosenFrames = z.union([
  z.object({ ids: z.array(z.number().int()).min(1).max(5000) }),
  z.object({ filter: frameFilter }),
])
export type ChosenFrames = z.infer<typeof chosenFrames>

/** What was done to how many; `action` takes it back. */
const done = z.object({ action: z.number(), frames: z.number() })
/** A name that is given. */
const given = z.string().trim().min(1).max(80)

/** Finding frames and marking them, many at a time. */
export const catalogue = {
  /** Counts of everything. Changes nothing. */
  overview: operation().output(overview),
  /** What the filters can be set to. */
  choices: operation().output(
    z.object({
      tags: z.array(z.object({ name: z.string(), frames: z.number() })),
      devices: z.array(z.object({ id: z.number(), name: z.string() })),
      readers: z.array(z.string()),
      /** Who has been given examinations to read. */
      assigned: z.array(z.string()),
    }),
  ),
  searches: operation().output(z.array(savedSearch)),
  /** Keeps a filter under a name; the same name again replaces it. */
  saveSearch: operation()
    .input(z.object({ name: given, filter: frameFilter }))
    .output(z.array(savedSearch)),
  removeSearch: operation()
    .input(z.object({ id: z.number() }))
    .output(z.array(savedSearch)),
  tag: operation('FRAME_NOT_FOUND', 'FRAME_LOCKED')
    .input(z.object({ frames: chosenFrames, name: given }))
    .output(done),
  untag: operation('FRAME_NOT_FOUND', 'FRAME_LOCKED')
    .input(z.object({ frames: chosenFrames, name: given }))
    .output(done),
  /** Takes frames out of the library and of training, or back in. Nothing is deleted. */
  hide: operation('FRAME_NOT_FOUND', 'FRAME_LOCKED')
    .input(z.object({ frames: chosenFrames, hidden: z.boolean() }))
    .output(done),
  setModality: operation('FRAME_NOT_FOUND', 'FRAME_LOCKED')
    .input(z.object({ frames: chosenFrames, modality }))
    .output(done),
  /** Says that frames show one lesion, in NBI and WLI; `linked: false` parts them. */
  link: operation('FRAME_NOT_FOUND', 'FRAME_LOCKED')
    .input(z.object({ frames: chosenFrames, linked: z.boolean() }))
    .output(done),
  /** Says by hand whose frames these are; at most 5,000 at a time. Fails where that would leak into training. */
  assign: operation('FRAME_NOT_FOUND', 'FRAME_LOCKED', 'SPLIT_VIOLATED', 'WRONG_USAGE')
    .input(z.object({ ids: z.array(z.number().int()).min(1).max(5000), patient: given, examination: given }))
    .output(done),
  /** Puts patients on one side of the split; no more once a round has learned. */
  setSplit: operation('SPLIT_VIOLATED', 'FRAME_LOCKED')
    .input(z.object({ patients: z.array(name).min(1).max(1000), split }))
    .output(z.object({})),
  /** Takes one of the bulk actions above back. */
  undo: operation('WRONG_USAGE', 'FRAME_LOCKED')
    .input(z.object({ action: z.number() }))
    .output(z.object({})),
  /** A frame's note and tags. */
  marks: operation()
    .input(z.object({ frame: z.number() }))
    .output(z.object({ note: z.string(), tags: z.array(z.string()) })),
  writeNote: operation('FRAME_NOT_FOUND', 'FRAME_LOCKED')
    .input(z.object({ frame: z.number(), text: z.string().max(20_000) }))
    .output(z.object({})),
  /** Groups of frames that look almost alike, the largest first. */
  nearDuplicates: operation().output(z.array(z.object({ frames: z.array(z.number()) }))),
}
