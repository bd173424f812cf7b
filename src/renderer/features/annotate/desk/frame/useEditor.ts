import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Lesion } from '../../../../../shared/domain/lesions.ts'
import { useClient } from '../../../../api/EngineContext.ts'
import { maskFrom } from '../../../../api/maskBytes.ts'
import { Editor } from '../../../../editor/Editor.ts'
import type { EditorEvents, EditorState } from '../../../../editor/EditorEvents.ts'
import type { EditorSettings } from '../../../../editor/EditorSettings.ts'
import type { SeenFrame } from '../../../../editor/OpenedFrame.ts'
import type { Blocking } from '../../../../editor/rules.ts'
import { lineOf } from '../../../../ui/lineOf.ts'
import { Store } from '../../../../ui/Store.ts'
import { showFailure } from '../../../../ui/showFailure.ts'
import { type FrameQueue, useFrameQueue } from '../../saving/useFrameQueue.ts'
import type { LoadedFrame } from './openFrame.ts'
import { useFlash } from './useFlash.ts'
import { useSaysPainting } from './useSaysPainting.ts'

interface Wanted extends Pick<EditorEvents, 'onPropose'> {
  onPick(value: number): void
  onResize(by: number): void
}

export interface OpenEditor extends FrameQueue {
  readonly place: RefObject<HTMLDivElement | null>
  readonly editor: RefObject<Editor | undefined>
  readonly state: Store<EditorState>
  readonly lesions: readonly Lesion[]
  /** Whether they are those of the mask as it is now. */
  readonly measured: boolean
  /** The rule that has just kept pixels as they were. */
  readonly blocked: Blocking | undefined
  /** Copied or interpolated, and nobody has painted on it or looked at it. */
  readonly unverified: boolean
  /** A person has taken the mask for right. */
  markVerified(): void
}

/** Before there is a canvas nothing is seen of the frame. */
const AT_FIRST: EditorState = {
  canUndo: false,
  canRedo: false,
  view: { scale: 0, x: 0, y: 0, rotation: 0 },
  stage: { width: 1, height: 1 },
  preparing: false,
  measured: null,
  proposal: 'none',
  pointer: null,
}

/** One editor for a loaded frame, saving through the frame's queue. */
export function useEditor(loaded: LoadedFrame, settings: EditorSettings, wanted: Wanted): OpenEditor {
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<Editor>(undefined)
  const [state] = useState(() => new Store(AT_FIRST))
  const { lesions, measured, tellLesions } = useLesions(loaded)
  const [unverified, setUnverified] = useState(false)
  const [blocked, setBlocked] = useFlash<Blocking>()
  const { queue, saving } = useFrameQueue(loaded)
  const goBehind = useOlderMasks(loaded, editor)
  const saysPainting = useSaysPainting()
  const pick = useEffectEvent(wanted.onPick)
  const resize = useEffectEvent(wanted.onResize)
  const propose = useEffectEvent(wanted.onPropose)
  // An editor begins with the settings at hand; later ones go through `configure`.
  const made = useEffectEvent(
    (container: HTMLDivElement) =>
      new Editor(container, pictured(loaded), settings, {
        onChange(patch, restores, copied) {
          queue.current?.paint(patch, restores, copied)
          setUnverified(copied)
        },
        onPainting: saysPainting,
        onOlder: (revision) => void goBehind(revision),
        onPick: (value) => pick(value),
        onResize: (by) => resize(by),
        onPropose: (question, stop) => propose(question, stop),
        onBlocked: setBlocked,
        onState: (now) => state.set(now),
        ...tellLesions,
      }),
  )
  useEffect(() => {
    const container = place.current
    if (!container) return
    setUnverified(loaded.own?.made != null)
    const open = made(container)
    editor.current = open
    container.dataset['ready'] = 'true'
    return () => {
      open.dispose()
      editor.current = undefined
    }
  }, [loaded])
  useEffect(() => editor.current?.configure(settings), [settings])

  const markVerified = () => setUnverified(false)
  return { place, editor, queue, state, lesions, measured, saving, blocked, unverified, markVerified }
}

/** The lesions of a frame's mask, which are measured a moment after it has changed; none of the frame before. */
function useLesions(loaded: LoadedFrame) {
  const [told, setTold] = useState({ of: loaded, lesions: [] as readonly Lesion[], measured: false })
  const { lesions, measured } = told.of === loaded ? told : { lesions: [], measured: false }
  const tellLesions = {
    onLesions: (now: readonly Lesion[]) => setTold({ of: loaded, lesions: now, measured: true }),
    onLesionsStale: () =>
      setTold((before) => ({
        of: loaded,
        lesions: before.of === loaded ? before.lesions : [],
        measured: false,
      })),
  }
  return { lesions, measured, tellLesions }
}

/** A loaded frame as the editor takes it. */
const pictured = (loaded: LoadedFrame) => ({
  ...loaded,
  shows: loaded.own?.shows ?? 0,
  revisions: loaded.own?.revision ?? 0,
  ...shownOver(loaded),
})

/** What lies over it besides one's own mask. */
export const shownOver = (loaded: LoadedFrame): SeenFrame => ({
  probabilities: loaded.probabilities,
  maps: loaded.maps,
  layers: loaded.others.map(({ layer, mask }) => ({
    id: layer.id,
    isModel: layer === loaded.model,
    line: lineOf(layer),
    mask,
  })),
})

/** Undo behind what was painted since the frame was opened: the engine keeps every earlier mask. */
function useOlderMasks({ own }: LoadedFrame, editor: RefObject<Editor | undefined>) {
  const client = useClient()
  return async (revision: number) => {
    try {
      const older = own && (await client.layers.before({ layer: own.id, revision }))
      if (older) editor.current?.rewind(maskFrom(older.mask), older.revision)
    } catch (error) {
      showFailure(error)
    }
  }
}
