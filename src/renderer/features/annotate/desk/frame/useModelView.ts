import { useEffect, useState } from 'react'
import { useClient } from '../../../../api/EngineContext.ts'
import { showFailure } from '../../../../ui/showFailure.ts'
import { type LoadedFrame, overFrame } from './openFrame.ts'
import { type OpenEditor, shownOver } from './useEditor.ts'

/** A frame with what its model sees by now, and the way to ask the model again. */
export interface ModelView {
  readonly loaded: LoadedFrame
  /** Whether the model has been asked and has not answered. */
  readonly isAsked: boolean
  /** Has the model in use look at the frame; what it sees then is shown without the canvas being made anew. */
  ask(): void
}

export function useModelView(opened: LoadedFrame, { editor }: OpenEditor): ModelView {
  const client = useClient()
  const [seen, setSeen] = useState({ of: opened, loaded: opened })
  const [asked, setAsked] = useState<LoadedFrame>()
  const loaded = seen.of === opened ? seen.loaded : opened
  useEffect(() => {
    if (loaded !== opened) editor.current?.see(shownOver(loaded))
  }, [editor, loaded, opened])
  const ask = async () => {
    setAsked(opened)
    try {
      const over = overFrame(await client.frames.look({ id: opened.id }))
      // One's own mask is what is on the canvas, ahead of the disk.
      setSeen({ of: opened, loaded: { ...opened, ...over, own: opened.own, mask: opened.mask } })
    } catch (error) {
      showFailure(error)
    } finally {
      setAsked((now) => (now === opened ? undefined : now))
    }
  }
  const isAsked = asked === opened
  return { loaded, isAsked, ask: () => void (isAsked ? undefined : ask()) }
}
