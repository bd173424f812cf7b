import { Failure } from '../../../shared/contract/failure.ts'
import type { FrameFilter, FrameSort } from '../../../shared/contract/frames.ts'
import type { Call } from '../study/Call.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { besides } from './besides.ts'
import { summariesOf } from './summaries.ts'

/** Keeps the frames that pass a filter now as a list to go through. */
export async function freeze(
  { study: { index, lists }, actor }: Call,
  filter: FrameFilter,
  sort: FrameSort | undefined,
): Promise<{ list: string; total: number }> {
  const ids = index.list(filter, sort, actor.name)
  return { list: await lists.keep(ids), total: ids.length }
}

/** A frozen list, or undefined where none is asked for or it is not known any more. */
const frozen = async ({ lists }: OpenStudy, name: string | undefined) =>
  name === undefined ? undefined : lists.find(name)

/** A stretch of a frozen list, or of the frames that pass now, and how many there are. */
export async function page(
  call: Call,
  filter: FrameFilter,
  sort: FrameSort | undefined,
  offset: number,
  limit: number,
  name?: string,
) {
  const { index } = call.study
  const { name: reader } = call.actor
  const list = await frozen(call.study, name)
  const ids = list
    ? [...list.subarray(offset, offset + limit)]
    : index.ids(filter, sort, offset, limit, reader)
  return { total: list?.length ?? index.count(filter, reader), frames: await summariesOf(call, ids) }
}

/** A frame, its place in a frozen list or among those that pass now, and its neighbours; see the contract. */
export async function frame(
  call: Call,
  id: number,
  filter: FrameFilter,
  sort: FrameSort | undefined,
  name?: string,
) {
  const { study } = call
  const [summary] = await summariesOf(call, [id])
  if (!summary) throw new Failure('frameGone')
  const list = await frozen(study, name)
  const ids = list ?? study.index.list(filter, sort, call.actor.name)
  const position = ids.indexOf(id)
  const [before, after] = position < 0 ? gapFor(study, id, ids, sort) : [position - 1, position + 1]
  return {
    frame: summary,
    list: list ? (name ?? null) : null,
    position,
    total: ids.length,
    previous: ids[before] ?? null,
    next: ids[after] ?? null,
    ...(await besides(study, id)),
  }
}

/** Between which of some frames another one belongs; before the first where they are not in the library's order. */
function gapFor(
  { index }: OpenStudy,
  id: number,
  ids: Int32Array,
  sort: FrameSort | undefined,
): readonly [number, number] {
  if (sort) return [-1, 0]
  const place = index.placeIn(id)
  const after = ids.findIndex((other) => index.placeIn(other) > place)
  return after < 0 ? [ids.length - 1, ids.length] : [after - 1, after]
}

/** The next frame to label, on the same side of the split; see the contract. */
export async function nextOpen(
  { study, actor: { name: reader } }: Call,
  id: number,
  { labelled: _, states: __, stages: ___, work: ____, ...wider }: FrameFilter,
  sort: FrameSort | undefined,
  name?: string,
): Promise<{ next: number | null }> {
  const { index } = study
  const list = await frozen(study, name)
  const inList = list && index.firstOpen(list, id, reader)
  return { next: inList ?? index.firstOpen(index.list(wider, sort, reader), id, reader) ?? null }
}

/** The first frame of the examination after this frame's in the list, or of the one before; see the contract. */
export async function nextExamination(
  { study, actor }: Call,
  id: number,
  direction: 1 | -1,
  filter: FrameFilter,
  sort: FrameSort | undefined,
  name?: string,
): Promise<{ next: number | null }> {
  const { index } = study
  const ids = (await frozen(study, name)) ?? index.list(filter, sort, actor.name)
  const at = ids.indexOf(id)
  if (at < 0) return { next: null }
  const { group } = index.all
  const examinationOf = (place: number) => group[index.placeIn(ids[place] ?? 0)]
  /** The first place from one on, on that way, that is of another examination than the one there. */
  const leaving = (from: number) => {
    let place = from
    while (place in ids && examinationOf(place) === examinationOf(from)) place += direction
    return place
  }
  const other = leaving(at)
  if (!(other in ids)) return { next: null }
  // Back to the first frame of the one before.
  return { next: ids[direction > 0 ? other : leaving(other) + 1] ?? null }
}
