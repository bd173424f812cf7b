import type { OpenStudy } from './OpenStudy.ts'

/** Frames of a window: its film or its tiles, and the frame that is open. */
const MOST = 200

/** Frames that windows have asked to show, the last one last, by study. */
const asked = new WeakMap<OpenStudy, Set<number>>()
/** When a window last asked for one, ms as `performance.now` has it, by study. */
const askedAt = new WeakMap<OpenStudy, number>()

/** Notes that a window shows a frame: what was asked for last is what is on the screen, and no window has to say so. */
export function noteLook(study: OpenStudy, frame: number): void {
  const frames = asked.get(study) ?? new Set()
  asked.set(study, frames)
  askedAt.set(study, performance.now())
  frames.delete(frame)
  frames.add(frame)
  for (const oldest of frames) {
    if (frames.size <= MOST) return
    frames.delete(oldest)
  }
}

/** Frames that windows have shown lately, the last one first. */
export const lookedAt = (study: OpenStudy): number[] => [...(asked.get(study) ?? [])].reverse()

/** When a window last asked for a frame, ms as `performance.now` has it; −Infinity where none did. */
export const lastLookedAt = (study: OpenStudy): number => askedAt.get(study) ?? -Infinity
