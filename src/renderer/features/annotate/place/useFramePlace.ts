import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import i18next from 'i18next'
import { useEffect } from 'react'
import type { FrameSummary } from '../../../../shared/contract/frames.ts'
import { useClient } from '../../../api/EngineContext.ts'
import type { Navigation } from '../../../ui/Navigation.ts'
import { showFailure } from '../../../ui/showFailure.ts'

/** The frames that one goes through. */
export type FrameRow = Pick<Navigation, 'filter' | 'sort' | 'list'>

/** Where a frame stands among those that one goes through, and how to go on from it. */
export interface FramePlace {
  readonly frame: FrameSummary | undefined
  readonly position: number
  readonly total: number
  readonly previous: number | null
  readonly next: number | null
  /** Other frames of the same lesion. */
  readonly linked: readonly number[]
  readonly mmPerPixel: number | null
  goNext(): void
  goPrevious(): void
  goToExamination(direction: 1 | -1): void
  /** The next frame that nobody has finished or skipped, on this frame's side of the split. */
  goToUnlabelled(): void
}

/** Frames looked at in one go, on the way to another examination. */
const STRETCH = 200

export function useFramePlace(
  id: number,
  row: FrameRow,
  onGo: (frame: number) => void,
  onListGone: () => void,
): FramePlace {
  const client = useClient()
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['frame', id, row],
    queryFn: () => client.frames.get({ id, ...row }),
    placeholderData: (before) => before,
  })
  // A list that the engine has forgotten is made anew from the filter.
  const isGone = data?.list === null && row.list !== undefined && !isPlaceholderData
  useEffect(() => {
    if (isGone) onListGone()
  })
  const { frame, position = 0, total = 0, previous = null, next = null } = data ?? {}
  const step = (to: number | null) => to !== null && onGo(to)

  /** The first frame of the examination before or after this one. */
  const examination = async (direction: 1 | -1) => {
    const other = (one: FrameSummary) =>
      one.patient !== frame?.patient || one.examination !== frame.examination
    let found: FrameSummary | undefined
    for (let at = position; at >= 0 && at < total; at += direction * STRETCH) {
      const offset = direction > 0 ? at : Math.max(0, at - STRETCH + 1)
      const limit = direction > 0 ? STRETCH : at - offset + 1
      const { frames } = await client.frames.page({ ...row, offset, limit })
      if (direction > 0) found = frames.find(other)
      else
        for (const one of [...frames].reverse()) {
          // Back to the first frame of the one before.
          if (
            other(one) &&
            (!found || (one.patient === found.patient && one.examination === found.examination))
          )
            found = one
          else if (found) break
        }
      if (found) break
    }
    if (found) onGo(found.id)
  }
  const unlabelled = async () => {
    const { next: open } = await client.frames.nextOpen({ id, ...row })
    if (open === null) notifications.show({ message: i18next.t('annotate.nothingLeft') })
    else onGo(open)
  }
  return {
    frame,
    position,
    total,
    previous,
    next,
    linked: data?.linked ?? [],
    mmPerPixel: data?.mmPerPixel ?? null,
    goNext: () => step(next),
    goPrevious: () => step(previous),
    goToExamination: (direction) => void examination(direction).catch(showFailure),
    goToUnlabelled: () => void unlabelled().catch(showFailure),
  }
}
