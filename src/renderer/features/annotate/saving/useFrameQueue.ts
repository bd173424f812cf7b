import { type RefObject, useEffect, useRef, useState } from 'react'
import type { LayerSummary } from '../../../../shared/contract/layers.ts'
import { useClient, useStudy } from '../../../api/EngineContext.ts'
import { useMe } from '../../../api/useMe.ts'
import { Store } from '../../../ui/Store.ts'
import type { SaveState } from './SaveState.ts'
import type { StrokeQueue } from './StrokeQueue.ts'
import { queueOf } from './strokeQueues.ts'

/** What saves a frame, and how far it has come. */
export interface FrameQueue {
  readonly queue: RefObject<StrokeQueue | undefined>
  readonly saving: Store<Saving>
}

export interface Saving {
  readonly save: SaveState
  /** The frame that it is of: for a moment after another one was opened, still the one before. */
  readonly of: number | undefined
}

interface Opened {
  readonly id: number
  /** The reader's mask as the frame was opened with. */
  readonly own: LayerSummary | undefined
}

/** The queue that saves an opened frame. */
export function useFrameQueue(opened: Opened): FrameQueue {
  const client = useClient()
  const { folder } = useStudy()
  const { name: person = '' } = useMe()
  const queue = useRef<StrokeQueue>(undefined)
  const [saving] = useState(() => new Store<Saving>({ save: { kind: 'idle' }, of: undefined }))
  useEffect(() => {
    const { id, own } = opened
    const strokes = queueOf(client, { folder, person }, id, own?.revision ?? 0)
    queue.current = strokes
    const show = (save: SaveState) => saving.set({ save, of: id })
    if (!strokes.isEmpty) show(strokes.now)
    else show(own ? { kind: 'saved', at: own.savedAt, frame: undefined } : { kind: 'idle' })
    return strokes.onState(show)
  }, [client, folder, person, opened, saving])
  return { queue, saving }
}
