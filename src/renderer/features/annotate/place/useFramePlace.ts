import { useQuery } from '@tanstack/react-query'
import i18next from 'i18next'
import { useEffect } from 'react'
import type { FrameRow, FrameSummary } from '../../../../shared/contract/frames.ts'
import { useClient } from '../../../api/EngineContext.ts'
import type { Queue } from '../../../ui/queue/useQueue.ts'
import { say } from '../../../ui/say.ts'
import { showFailure } from '../../../ui/showFailure.ts'
import { placeQuery } from './placeQuery.ts'

/** What is known of a frame and no stroke on it changes. */
export type FrameFacts = Omit<FrameSummary, 'painted' | 'predicted' | 'disagreement'>

/** Where a frame stands among those that one goes through, and how to go on from it. */
export interface FramePlace {
  readonly frame: FrameFacts | undefined
  readonly position: number
  readonly total: number
  readonly previous: number | null
  readonly next: number | null
  /** The frames that are likely to be opened next, the likeliest first. */
  readonly upcoming: readonly number[]
  /** Other frames of the same lesion. */
  readonly linked: readonly number[]
  readonly mmPerPixel: number | null
  goNext(): void
  goPrevious(): void
  goToExamination(direction: 1 | -1): void
  /** The next frame that nobody has finished or skipped, on this frame's side of the split. */
  goToUnlabelled(): void
  /** The frame that is worth most to be labelled now. */
  goToValuable(): void
  /** What comes after a frame that one is through with: the most valuable where one came by the queue, else the next. */
  goOn(): void
}

interface Ways {
  /** Whether the frame is being opened, which brings its place along. */
  readonly isOpening: boolean
  readonly onGo: (frame: number) => void
  readonly queue: Queue
  /** Whether the frame was opened from the queue. */
  readonly isQueued: boolean
  readonly onQueued: (frame: number) => void
  readonly onListGone: () => void
}

/** As many frames of a queue are likely to come soon. */
const SOON = 2

const firstOf = (queue: Queue, but: number): readonly number[] =>
  queue.frames
    .map(({ frame }) => frame)
    .filter((frame) => frame !== but)
    .slice(0, SOON)

export function useFramePlace(id: number, row: FrameRow, ways: Ways): FramePlace {
  const { isOpening, onGo, queue, isQueued, onQueued, onListGone } = ways
  const client = useClient()
  const { data, isPlaceholderData } = useQuery({
    ...placeQuery(client, id, row),
    enabled: !isOpening,
    placeholderData: (before) => before,
  })
  // A list that the engine has forgotten is made anew from the filter.
  const isGone = data?.list === null && row.list !== undefined && !isPlaceholderData
  useEffect(() => {
    if (isGone) onListGone()
  }, [isGone, onListGone])
  const { frame, position = 0, total = 0, previous = null, next = null } = data ?? {}
  const step = (to: number | null) => to !== null && onGo(to)
  const leap = async (found: Promise<{ next: number | null }>, onNone?: () => void) => {
    const { next: to } = await found
    if (to === null) onNone?.()
    else onGo(to)
  }
  const sayNoneLeft = () => void say(i18next.t('annotate.nothingLeft'))
  const goToUnlabelled = () =>
    void leap(client.frames.nextOpen({ id, ...row }), sayNoneLeft).catch(showFailure)
  const goToValuable = () => {
    const find = async () => {
      const found = await queue.first(id)
      if (found) onQueued(found.frame)
      else say(i18next.t('queue.empty'))
    }
    find().catch(showFailure)
  }
  return {
    frame,
    position,
    total,
    previous,
    next,
    upcoming: isQueued ? firstOf(queue, id) : [next, previous].filter((other) => other !== null),
    linked: data?.linked ?? [],
    mmPerPixel: data?.mmPerPixel ?? null,
    goNext: () => step(next),
    goPrevious: () => step(previous),
    goToExamination: (direction) =>
      void leap(client.frames.nextExamination({ id, direction, ...row })).catch(showFailure),
    goToUnlabelled,
    goToValuable,
    goOn() {
      queue.leave(id)
      if (isQueued) goToValuable()
      else goToUnlabelled()
    },
  }
}
