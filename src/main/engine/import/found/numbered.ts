import type { Place } from './Incoming.ts'

/** Frames with their places from 0 within each examination, in the order in which they come. */
export function numbered<F extends Pick<Place, 'patient' | 'examination'>>(
  frames: readonly F[],
): (F & Pick<Place, 'place'>)[] {
  const seen = new Map<string, number>()
  return frames.map((frame) => {
    const group = `${frame.patient}\u001f${frame.examination}`
    const place = seen.get(group) ?? 0
    seen.set(group, place + 1)
    return { ...frame, place }
  })
}
