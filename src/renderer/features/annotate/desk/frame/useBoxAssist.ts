import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AssistState } from '../../../../../shared/contract/assist.ts'
import { useClient } from '../../../../api/EngineContext.ts'
import { inWords } from '../../../../api/inWords.ts'
import type { EditorEvents } from '../../../../editor/EditorEvents.ts'
import type { EditorSettings } from '../../../../editor/EditorSettings.ts'
import { proposedRegion } from './proposedRegion.ts'

/** How long a frame is at hand before it is read, ms: whoever goes through a film has none of its frames read. */
const REST = 300

/** Box assist for the frame on the desk. */
export interface BoxAssist {
  /** How far it was with the frame when that was asked last: now, while a region is being found. */
  readonly state: AssistState | undefined
  /** Why it cannot be used, in a sentence; undefined where it can. */
  readonly off: string | undefined
  readonly propose: EditorEvents['onPropose']
}

/** Has the frame read, and then those after it, once it is on the screen; and asks for what a box on it holds. */
export function useBoxAssist(
  frame: number,
  upcoming: readonly number[],
  { readOnly }: EditorSettings,
): BoxAssist {
  const client = useClient()
  const { t } = useTranslation()
  const rests = useRests(frame)
  const { data: state, refetch } = useQuery({
    queryKey: ['assist', frame],
    queryFn: () => client.assist.prepare({ frames: [frame, ...upcoming] }),
    enabled: rests && !readOnly,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const propose: BoxAssist['propose'] = async (question, stop) => {
    const isReady = state?.kind === 'ready'
    if (!isReady) void refetch()
    const region = await proposedRegion({ client, frame, t }, question, stop)
    // By now it is ready, or may have gone off.
    if (!stop.aborted && (!isReady || !region)) void refetch()
    return region
  }
  return { state, off: state?.kind === 'off' ? inWords(state.reason) : undefined, propose }
}

/** Whether the frame has been at hand for a while. */
function useRests(frame: number): boolean {
  const [resting, setResting] = useState<number>()
  useEffect(() => {
    const timer = setTimeout(() => setResting(frame), REST)
    return () => clearTimeout(timer)
  }, [frame])
  return resting === frame
}
