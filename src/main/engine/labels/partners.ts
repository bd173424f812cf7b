import type { Call } from '../study/Call.ts'

/** Two frames of an examination with a mask each, in its order. */
export type Partners = readonly [first: number, second: number]

/**
 * Between which of the reader's masks the gap around a frame lies: those of the nearest painted frames before and after
 * it in its examination. Where the frame itself is painted, it is one of them, and the one before it the other, or else
 * the one after. Undefined where there are no two.
 */
export async function partnersOf({ study, actor }: Call, frame: number): Promise<Partners | undefined> {
  const rows = await study.store.db
    .selectFrom('frame as here')
    .innerJoin('frame', 'frame.examination_id', 'here.examination_id')
    .leftJoin('layer as own', (join) =>
      join
        .onRef('own.frame_id', '=', 'frame.id')
        .on('own.kind', '=', 'reader')
        .on('own.author', '=', actor.name),
    )
    .select(['frame.id', 'frame.painted', 'own.id as layer'])
    .where('here.id', '=', frame)
    .where('frame.hidden', '=', 0)
    .orderBy('frame.place')
    .orderBy('frame.id')
    .execute()
  const at = rows.findIndex(({ id }) => id === frame)
  if (at < 0) return undefined
  const painted = ({ painted: bits, layer }: (typeof rows)[number]) => bits !== 0 && layer !== null
  const before = rows.slice(0, at).findLast(painted)?.id
  const here = rows.slice(at, at + 1).find(painted)?.id
  const after = rows.slice(at + 1).find(painted)?.id
  const first = before ?? here
  const second = before !== undefined && here !== undefined ? here : after
  return first === undefined || second === undefined ? undefined : [first, second]
}
