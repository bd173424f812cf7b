import type { OpenStudy } from '../../study/OpenStudy.ts'

/** Newest strokes that are looked at. */
const STROKES = 3000
/** Who does nothing for longer is away, min. */
const PAUSE = 2
/** Fewer masks than these tell nothing. */
const FEWEST = 5

/** What a mask takes, min: on frames with a lesion, without one, and on any; null where too few were painted to tell. */
export interface WorkTime {
  readonly lesion: number | null
  readonly none: number | null
  readonly any: number | null
}

/**
 * The median work on a mask, from when its strokes were saved: what passes between two savings of a reader is work on the
 * frame of the later one, without pauses. Masks that were imported, copied or interpolated took none.
 */
export async function workTimeOf({ store: { db } }: OpenStudy): Promise<WorkTime> {
  const rows = await db
    .selectFrom('revision')
    .innerJoin('layer', 'layer.id', 'revision.layer_id')
    .innerJoin('frame', 'frame.id', 'layer.frame_id')
    .select(['layer.author', 'revision.at', 'frame.id', 'frame.painted', 'frame.label_layer as label'])
    .where('layer.kind', '=', 'reader')
    .where('revision.origin', 'in', ['stroke', 'accept'])
    .where('revision.made', 'is', null)
    .orderBy('revision.id', 'desc')
    .limit(STROKES)
    .execute()
  const last = new Map<string, number>()
  const worked = new Map<number, { minutes: number; hasLesion: boolean }>()
  for (const { author, at, id, painted, label } of rows.reverse()) {
    const now = Date.parse(at) / 60_000
    const before = last.get(author)
    last.set(author, now)
    // Only what has become a label was worked on to its end.
    if (before === undefined || label === null) continue
    const frame = worked.get(id) ?? { minutes: 0, hasLesion: painted > 1 }
    frame.minutes += Math.min(PAUSE, Math.max(0, now - before))
    worked.set(id, frame)
  }
  const all = [...worked.values()]
  const of = (wanted: boolean) => median(all.filter(({ hasLesion }) => hasLesion === wanted))
  return { lesion: of(true), none: of(false), any: median(all) }
}

/** What is expected on a frame with an overlay of those classes; 0 stands for no overlay. */
export function minutesFor({ lesion, none, any }: WorkTime, predicted: number): number | null {
  if (predicted === 0) return any
  return (predicted > 1 ? lesion : none) ?? any
}

function median(frames: readonly { readonly minutes: number }[]): number | null {
  if (frames.length < FEWEST) return null
  const sorted = frames.map(({ minutes }) => minutes).sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? null
}
