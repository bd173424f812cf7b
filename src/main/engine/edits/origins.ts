import { inUseAt, type Told } from './told.ts'

/** A revision of a label's layer, without its mask. */
export interface Step {
  readonly id: number
  readonly number: number
  readonly origin: 'stroke' | 'import' | 'accept' | 'prediction'
  readonly made: 'copied' | 'interpolated' | null
  readonly restores: number | null
  readonly at: string
}

/** What a model saw on the frame: a revision of its layer. */
export interface Overlay {
  readonly id: number
  readonly layer: number
  readonly model: string
}

/** Where a label comes from; `base` is the revision that it is compared with. */
export type Origin =
  | { readonly way: 'taken'; readonly overlay: number | null; readonly base: number }
  | { readonly way: 'beside'; readonly model: string; readonly base: number }
  | { readonly way: 'alone' }
  | { readonly way: 'imported' }

/**
 * How a label came about, from its layer's revisions in their order. What was taken back counts for nothing: a revision
 * that brings an earlier one back is that one.
 */
export function originOf(
  layer: number,
  steps: readonly Step[],
  overlays: readonly Overlay[],
  told: Told,
  isHeldOut: boolean,
): Origin {
  const line = lineOf(steps)
  const accepted = line.findLast(({ number }) => told.accepted.has(`${layer}:${number}`))
  if (accepted) {
    const overlay = told.accepted.get(`${layer}:${accepted.number}`) ?? null
    return { way: 'taken', overlay, base: accepted.id }
  }
  const worked = line.find(({ origin, made }) => origin !== 'import' && made === null)
  if (!worked) return { way: 'imported' }
  const seen = isHeldOut ? undefined : seenBefore(line[0] ?? worked, overlays, told)
  return seen ? { way: 'beside', model: seen.model, base: seen.id } : { way: 'alone' }
}

/** The revisions that a layer's newest mask is made of, oldest first. */
function lineOf(steps: readonly Step[]): Step[] {
  const byNumber = new Map(steps.map((step) => [step.number, step]))
  const line: Step[] = []
  let at = steps.at(-1)?.number ?? 0
  // Each goes back to a lower number, whatever the catalogue says.
  while (at > 0) {
    const step = byNumber.get(at)
    if (!step) break
    const isBack = step.restores !== null && step.restores < at
    if (!isBack) line.push(step)
    at = isBack ? (step.restores ?? 0) : at - 1
  }
  return line.reverse()
}

/** The overlay of the model in use that was there when somebody began to paint. */
const seenBefore = ({ id, at }: Step, overlays: readonly Overlay[], told: Told): Overlay | undefined => {
  const used = inUseAt(told, at)
  return overlays.findLast((overlay) => overlay.id < id && overlay.model === used)
}
