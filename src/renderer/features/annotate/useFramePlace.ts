import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import i18next from 'i18next'
import type { FrameSummary } from '../../../shared/contract/frames.ts'
import { useClient } from '../../api/EngineContext.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { showFailure } from '../../ui/showFailure.ts'

/** Where a frame stands among those that pass the library's filter, and how to go on from it. */
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
  /** The next frame of the list that nobody has finished or skipped, on this frame's side of the split. */
  goToUnlabelled(): void
}

/** Frames looked at in one go, on the way to another examination. */
const STRETCH = 200

export function useFramePlace(
  id: number,
  { filter, sort }: Pick<ScreenProps['navigation'], 'filter' | 'sort'>,
  onGo: (frame: number) => void,
): FramePlace {
  const client = useClient()
  const { data } = useQuery({
    queryKey: ['frame', id, filter, sort],
    queryFn: () => client.frames.get({ id, filter, sort }),
    placeholderData: (before) => before,
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
      const { frames } = await client.frames.page({ filter, sort, offset, limit })
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
    const { next: open } = await client.frames.nextOpen({ id, filter, sort })
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
