import * as z from 'zod'

/**
 * What of the open study has changed:
 * - `opened`: another study is open, or the listener has heard nothing so far; anything may be different.
 * - `study`: its name or its classes.
 * - `frames`: which frames there are, or what is known of them: patient, side of the split, light, tags, notes.
 * - `labels`: what people say of frames (their states, whose mask is the label, who has painted), masks with it.
 * - `masks`: what is painted, and nothing of what is said.
 * - `overlays`: what models see.
 * - `vetoes`: what no round may learn from.
 * - `calibration`: what a pixel measures.
 * - `review`: who is to read what, what reviewers say, remarks on frames, what is signed.
 * - `people`: who may sign in, who has, and what they may do.
 * - `searches`, `models`, `runs`: searches with a name, models and which is in use, rounds.
 * - `trail`: a row that tells of what was taken out of the study, where nothing in it has changed.
 * - `installation`: nothing of the study: files of LoCo Studio itself were looked at.
 */
export const change = z.object({
  what: z.enum([
    'opened',
    'study',
    'frames',
    'labels',
    'masks',
    'overlays',
    'vetoes',
    'calibration',
    'review',
    'people',
    'searches',
    'models',
    'runs',
    'trail',
    'installation',
  ]),
  /** The frames it is about; absent where any may be. */
  frames: z.array(z.number()).readonly().optional(),
})
export type Change = z.infer<typeof change>
