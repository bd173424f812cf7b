import { savings, usualTime, WorkClock } from '../../store/savings.ts'
import type { OpenStudy } from '../../study/OpenStudy.ts'

/** Newest strokes that are looked at. */
const STROKES = 3000

/** What a mask takes, min: on frames with a lesion, without one, and on any; null where too few were painted to tell. */
export interface WorkTime {
  readonly lesion: number | null
  readonly none: number | null
  readonly any: number | null
}

/** The median work on a mask, from when its strokes were saved (`store/savings.ts`). */
export async function workTimeOf({ store: { db } }: OpenStudy): Promise<WorkTime> {
  const rows = await savings(db)
    .innerJoin('frame', 'frame.id', 'layer.frame_id')
    .select(['layer.author', 'revision.at', 'frame.id', 'frame.painted', 'frame.label_layer as label'])
    .orderBy('revision.id', 'desc')
    .limit(STROKES)
    .execute()
  const clock = new WorkClock()
  const worked = new Map<number, { minutes: number; hasLesion: boolean }>()
  for (const { author, at, id, painted, label } of rows.reverse()) {
    const minutes = clock.minutesTo(author, at)
    // Only what has become a label was worked on to its end.
    if (minutes === null || label === null) continue
    const frame = worked.get(id) ?? { minutes: 0, hasLesion: painted > 1 }
    frame.minutes += minutes
    worked.set(id, frame)
  }
  const all = [...worked.values()]
  const timesOf = (frames: typeof all) => usualTime(frames.map(({ minutes }) => minutes))
  const of = (wanted: boolean) => timesOf(all.filter(({ hasLesion }) => hasLesion === wanted))
  return { lesion: of(true), none: of(false), any: timesOf(all) }
}

/** What is expected on a frame with an overlay of those classes; 0 stands for no overlay. */
export function minutesFor({ lesion, none, any }: WorkTime, predicted: number): number | null {
  if (predicted === 0) return any
  return (predicted > 1 ? lesion : none) ?? any
}
