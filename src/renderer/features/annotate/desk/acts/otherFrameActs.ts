import { moved } from '../../../../../shared/domain/alignment.ts'
import { resizeNearest } from '../../../../../shared/domain/mask.ts'
import { maskFrom } from '../../../../api/maskBytes.ts'
import type { Acting } from './Acting.ts'
import type { OtherFrameActs } from './FrameActs.ts'

export function otherFrameActs(acting: Acting): OtherFrameActs {
  const { place, attempt } = acting
  return {
    copyFrom: (which, aligned) => attempt(() => copy(acting, place[which], aligned)),
    interpolate: () => attempt(() => interpolate(acting)),
  }
}

/** Puts the reader's mask of another frame here, moved as the picture has moved where it is to be aligned. */
async function copy({ client, open: { editor }, say, t }: Acting, from: number | null, aligned: boolean) {
  const theirs = from === null ? null : await client.layers.own({ frame: from })
  if (from === null || !theirs) return say(t('annotate.nothingThere'))
  const mask = maskFrom(theirs.mask)
  const shift = aligned
    ? await editor.current?.pictureWorks.ask(
        'shift',
        (await client.frames.image({ id: from, size: 'full' })) as unknown as Blob,
      )
    : undefined
  editor.current?.change((now) => {
    const fitting = resizeNearest(mask, now.width, now.height)
    return shift ? moved(fitting, shift) : fitting
  }, true)
  if (shift) say(t('annotate.aligned', { dx: shift.dx, dy: shift.dy }))
}

/** Fills the gap that this frame lies in; where the frame itself was filled, it is loaded anew. */
async function interpolate({ client, loaded, say, t, onAgain }: Acting) {
  const filled = await client.layers.interpolate({ frame: loaded.id })
  if (!filled) return say(t('annotate.nothingToInterpolate'))
  say(t('annotate.interpolated', { count: filled.frames.length }))
  if (filled.frames.includes(loaded.id)) onAgain()
}
