import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { OverFrame } from '../../../../../shared/contract/openFrame.ts'
import type { Client } from '../../../../api/client.ts'
import { useClient } from '../../../../api/EngineContext.ts'
import { showFailure } from '../../../../ui/showFailure.ts'
import { type LoadedFrame, overFrame } from './openFrame.ts'
import { type OpenEditor, shownOver } from './useEditor.ts'

/** A frame with what its model sees by now, and the way to ask the model again. */
export interface ModelView {
  readonly loaded: LoadedFrame
  /** Whether the model has been asked and has not answered. */
  readonly isAsked: boolean
  /** Has the model in use look at the frame. */
  ask(): void
}

/** Null until there is something else over a frame than when it was opened; asked for only after news of it. */
const over = (client: Client, id: number) =>
  queryOptions({
    queryKey: ['over-frame', id],
    queryFn: (): Promise<OverFrame | null> => client.frames.over({ id }),
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    // A frame that is opened again brings it.
    gcTime: 0,
  })

/** What models see on the frame at hand, shown as it comes, without the canvas being made anew. */
export function useModelView(opened: LoadedFrame, { editor }: OpenEditor): ModelView {
  const client = useClient()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<LoadedFrame>()
  const query = over(client, opened.id)
  const { data } = useQuery(query)
  const loaded = useMemo(
    // One's own mask is what is on the canvas, ahead of the disk.
    () => (data ? { ...opened, ...overFrame(data), own: opened.own, mask: opened.mask } : opened),
    [data, opened],
  )
  useEffect(() => {
    if (loaded !== opened) editor.current?.see(shownOver(loaded))
  }, [editor, loaded, opened])
  const ask = async () => {
    setAsked(opened)
    try {
      const seen = await client.frames.look({ id: opened.id })
      await queries.cancelQueries({ queryKey: query.queryKey })
      queries.setQueryData(query.queryKey, seen)
    } catch (error) {
      showFailure(error)
    } finally {
      setAsked((now) => (now === opened ? undefined : now))
    }
  }
  const isAsked = asked === opened
  return { loaded, isAsked, ask: () => void (isAsked ? undefined : ask()) }
}
