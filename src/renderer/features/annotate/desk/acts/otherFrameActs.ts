import { moved } from '../../../../../shared/domain/alignment.ts'
import { type Mask, resizeNearest } from '../../../../../shared/domain/mask.ts'
import { maskFrom } from '../../../../api/maskBytes.ts'
import type { Acting } from './Acting.ts'
import type { Carrying, OtherFrameActs } from './FrameActs.ts'
import { followEdges } from './followEdges.ts'

export function otherFrameActs(acting: Acting): OtherFrameActs {
  const { place, attempt } = acting
  return {
    copyFrom: (which, how) => attempt(() => copy(acting, place[which], how)),
    interpolate: () => attempt(() => interpolate(acting)),
  }
}

/** Puts the reader's mask of another frame here, to be looked at before it counts. */
async function copy(acting: Acting, from: number | null, how: Carrying) {
  const {
    client,
    open: { editor },
    say,
    t,
  } = acting
  const theirs = from === null ? null : await client.layers.own({ frame: from })
  if (from === null || !theirs) return say(t('annotate.nothingThere'))
  const mask = maskFrom(theirs.mask)
  const shift = how === 'plain' ? undefined : await shiftFrom(acting, from)
  const { width, height } = acting.loaded.bitmap
  const fitting = resizeNearest(mask, width, height)
  const carried = shift ? moved(fitting, shift) : fitting
  if (how === 'snapped') return putSnapped(acting, carried)
  editor.current?.change(() => carried, true)
  if (shift) say(t('annotate.aligned', { dx: shift.dx, dy: shift.dy }))
}

async function shiftFrom({ client, open: { editor } }: Acting, from: number) {
  // The contract's type knows no runtime; what comes is a Blob.
  const picture = (await client.frames.image({ id: from, size: 'full' })) as unknown as Blob
  return editor.current?.pictureWorks.ask('shift', picture)
}

/** A film goes on: what was carried here is redrawn along this frame's edges. */
async function putSnapped({ client, loaded, open: { editor }, say, t }: Acting, carried: Mask) {
  const { mask, regions, followed } = await followEdges(carried, async (box) => {
    const answer = await client.assist.propose({ frame: loaded.id, box, clicks: [] })
    return { mask: maskFrom(answer.mask), score: answer.score }
  })
  editor.current?.change(() => mask, true)
  say(t('annotate.followed', { count: regions, followed }))
}

/** Fills the gap that this frame lies in; where the frame itself was filled, it is loaded anew. */
async function interpolate({ client, loaded, say, t, onAgain }: Acting) {
  const filled = await client.layers.interpolate({ frame: loaded.id })
  if (!filled) return say(t('annotate.nothingToInterpolate'))
  say(t('annotate.interpolated', { count: filled.frames.length }))
  if (filled.frames.includes(loaded.id)) onAgain()
}
