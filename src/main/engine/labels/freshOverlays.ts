import type { OpenStudy } from '../study/OpenStudy.ts'

/** Frames that a model has labelled since somebody asked last, by study. */
const fresh = new WeakMap<OpenStudy, Set<number>>()

/** Notes that a frame has another overlay. */
export function noteOverlay(study: OpenStudy, frame: number): void {
  const frames = fresh.get(study) ?? new Set()
  fresh.set(study, frames.add(frame))
}

/** Frames whose overlays are new since this was asked last, for the one who keeps what overlays say: the queue. */
export function freshOverlays(study: OpenStudy): number[] {
  const frames = [...(fresh.get(study) ?? [])]
  fresh.delete(study)
  return frames
}
