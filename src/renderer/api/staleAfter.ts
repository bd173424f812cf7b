import type { Change } from '../../shared/contract/changes.ts'
import type { FrameRow } from '../../shared/contract/frames.ts'

/** The frames that an answer is about; undefined where it may be about any. */
type About = (key: readonly unknown[], answer: unknown) => readonly number[] | undefined

const whichever: About = () => undefined
/** The one that stands second in the key. */
const ofFrame: About = ([, frame]) => (typeof frame === 'number' ? [frame] : undefined)
/** The same where one goes through a frozen list; through a filter, any label may move the neighbours. */
const inRow: About = (key, answer) =>
  (key[2] as FrameRow | undefined)?.list === undefined ? undefined : ofFrame(key, answer)
/** Those of a page. */
const onPage: About = (_, answer) =>
  (answer as { readonly frames: readonly { readonly id: number }[] } | undefined)?.frames.map(({ id }) => id)

/**
 * Every kind of question that the window keeps the answer of, by the first word of its key, and the changes after which
 * that answer is old: of all frames, or of those that it is about. After `opened` each of them is.
 */
export const staleAfter = {
  about: {},
  agreement: {
    study: whichever,
    frames: whichever,
    labels: whichever,
    calibration: whichever,
    review: whichever,
  },
  alike: { frames: whichever },
  assist: {},
  choices: { frames: whichever, labels: whichever, review: whichever },
  comments: { review: ofFrame },
  compared: { study: whichever, frames: whichever, labels: whichever, overlays: whichever },
  crashes: {},
  curves: { runs: whichever },
  edits: { study: whichever, frames: whichever, labels: whichever, models: whichever },
  film: {
    study: whichever,
    frames: whichever,
    labels: onPage,
    masks: onPage,
    overlays: onPage,
    review: onPage,
  },
  'first-frame': { frames: whichever },
  folder: {},
  formats: {},
  frame: { frames: whichever, labels: inRow, calibration: ofFrame, review: ofFrame },
  'frame-count': {
    frames: whichever,
    labels: whichever,
    masks: whichever,
    overlays: whichever,
    review: whichever,
  },
  'frame-review': { frames: ofFrame, labels: ofFrame, review: ofFrame, people: whichever },
  frames: {
    study: whichever,
    frames: whichever,
    labels: whichever,
    masks: whichever,
    overlays: whichever,
    review: whichever,
  },
  'linked-frame': { frames: ofFrame, labels: ofFrame, masks: ofFrame, overlays: ofFrame },
  'look-alikes': { frames: whichever },
  marks: { frames: ofFrame },
  me: { people: whichever },
  mask: { labels: ofFrame, masks: ofFrame, overlays: ofFrame },
  'model-card': { models: whichever, runs: whichever },
  'machine-trainer': {},
  models: { models: whichever },
  'open-frame': { frames: ofFrame, labels: ofFrame, masks: ofFrame, overlays: ofFrame },
  'over-frame': { overlays: ofFrame, models: whichever },
  outlook: {
    study: whichever,
    frames: whichever,
    labels: whichever,
    review: whichever,
    vetoes: whichever,
    models: whichever,
    runs: whichever,
  },
  overview: { study: whichever, frames: whichever, labels: whichever, overlays: whichever },
  patients: { frames: whichever },
  people: { people: whichever },
  planned: { runs: whichever },
  queue: { study: whichever, frames: whichever, labels: whichever, overlays: whichever, models: whichever },
  recent: { study: whichever, frames: whichever },
  regions: { review: ofFrame, labels: ofFrame, masks: ofFrame, overlays: ofFrame, models: whichever },
  rounds: { runs: whichever },
  searches: { searches: whichever },
  sees: { study: whichever, frames: whichever, labels: whichever, overlays: whichever, models: whichever },
  settling: { review: ofFrame, labels: ofFrame, masks: ofFrame, overlays: ofFrame },
  'split-patients': { frames: whichever, labels: whichever },
  study: { study: whichever, frames: whichever, labels: whichever, models: whichever, runs: whichever },
  taken: {},
  strip: { frames: whichever, labels: whichever },
  'to-review': {
    frames: whichever,
    labels: whichever,
    review: whichever,
    overlays: whichever,
    models: whichever,
  },
  'tile-outlines': { frames: ofFrame, labels: ofFrame, masks: ofFrame, overlays: ofFrame },
  unsettled: { frames: whichever, labels: whichever, review: whichever },
  trail: {
    study: whichever,
    frames: whichever,
    labels: whichever,
    masks: whichever,
    vetoes: whichever,
    calibration: whichever,
    review: whichever,
    people: whichever,
    searches: whichever,
    models: whichever,
    runs: whichever,
    trail: whichever,
  },
  vetoes: { vetoes: ofFrame },
  'work-examination': {
    study: whichever,
    frames: whichever,
    labels: whichever,
    overlays: whichever,
    models: whichever,
    review: whichever,
  },
  'work-examinations': { frames: whichever, labels: whichever, review: whichever },
  'work-lists': { frames: whichever, labels: whichever, review: whichever, people: whichever },
  'work-progress': { frames: whichever, labels: whichever, review: whichever },
  'work-readers': { labels: whichever, review: whichever, people: whichever },
  worth: { study: whichever, frames: whichever, labels: whichever, models: whichever, runs: whichever },
} as const satisfies Readonly<Record<string, Partial<Record<Exclude<Change['what'], 'opened'>, About>>>>

export type QueryKind = keyof typeof staleAfter

declare module '@tanstack/react-query' {
  interface Register {
    queryKey: readonly [QueryKind, ...unknown[]]
    /** `onDesk`: somebody works on what was answered; it is not taken away under their hands. */
    queryMeta: { readonly onDesk?: boolean }
  }
}

/** Whether a change makes an answer old. */
export function isStaleAfter(
  { what, frames }: Change,
  key: readonly [QueryKind, ...unknown[]],
  answer: unknown,
): boolean {
  if (what === 'opened') return true
  const rules: Partial<Record<Change['what'], About>> = staleAfter[key[0]]
  const about = rules[what]
  if (!about) return false
  const shown = frames && about(key, answer)
  return !frames || !shown || shown.some((id) => frames.includes(id))
}
