import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Lesion } from '../../../../shared/domain/lesions.ts'
import { useClient, useStudy } from '../../../api/EngineContext.ts'
import { maskFrom } from '../../../api/maskBytes.ts'
import { Editor } from '../../../editor/Editor.ts'
import type { EditorState } from '../../../editor/EditorEvents.ts'
import type { EditorSettings } from '../../../editor/EditorSettings.ts'
import type { Blocking } from '../../../editor/rules.ts'
import { lineOf } from '../../../ui/lineOf.ts'
import { Store } from '../../../ui/Store.ts'
import { showFailure } from '../../../ui/showFailure.ts'
import type { SaveState, StrokeQueue } from '../saving/StrokeQueue.ts'
import { queueOf } from '../saving/strokeQueues.ts'
import type { LoadedFrame } from './openFrame.ts'

/** How long a rule that kept pixels is pointed at, ms. */
const FLASH = 900

interface Wanted {
  onPick(value: number): void
  onResize(by: number): void
}

export interface OpenEditor {
  readonly place: RefObject<HTMLDivElement | null>
  readonly editor: RefObject<Editor | undefined>
  readonly queue: RefObject<StrokeQueue | undefined>
  readonly state: Store<EditorState>
  readonly lesions: readonly Lesion[]
  readonly saving: Store<{ readonly save: SaveState }>
  /** The rule that has just kept pixels as they were. */
  readonly blocked: Blocking | undefined
  /** Copied or interpolated, and nobody has painted on it or looked at it. */
  readonly unverified: boolean
  /** A person has taken the mask for right. */
  markVerified(): void
}

const AT_FIRST: EditorState = {
  canUndo: false,
  canRedo: false,
  view: { scale: 1, x: 0, y: 0, rotation: 0 },
  stage: { width: 1, height: 1 },
  preparing: false,
  measured: null,
  pointer: null,
}

/** One editor for a loaded frame, saving through the frame's queue. */
export function useEditor(loaded: LoadedFrame, settings: EditorSettings, wanted: Wanted): OpenEditor {
  const client = useClient()
  const { folder } = useStudy()
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<Editor>(undefined)
  const queue = useRef<StrokeQueue>(undefined)
  const asked = useRef(wanted)
  asked.current = wanted
  // An editor begins with the settings at hand; later ones go through `configure`.
  const latest = useRef(settings)
  latest.current = settings
  const [state] = useState(() => new Store(AT_FIRST))
  const [lesions, setLesions] = useState<readonly Lesion[]>([])
  const [saving] = useState(() => new Store<{ readonly save: SaveState }>({ save: { kind: 'idle' } }))
  const [blocked, setBlocked] = useState<Blocking>()
  const [unverified, setUnverified] = useState(false)

  useEffect(() => {
    const container = place.current
    if (!container) return
    const { own, model, others } = loaded
    const strokes = queueOf(client, folder, loaded.id, own?.revision ?? 0)
    queue.current = strokes
    const setSaving = (save: SaveState) => saving.set({ save })
    if (!strokes.isEmpty) setSaving(strokes.now)
    else setSaving(own ? { kind: 'saved', at: own.savedAt, frame: undefined } : { kind: 'idle' })
    setLesions([])
    setUnverified(own?.made != null)
    const stopListening = strokes.onState(setSaving)
    /** Undo behind what was painted since the frame was opened: the engine keeps every earlier mask. */
    const goBehind = async (revision: number) => {
      try {
        const older = own && (await client.layers.before({ layer: own.id, revision }))
        if (older) editor.current?.rewind(maskFrom(older.mask), older.revision)
      } catch (error) {
        showFailure(error)
      }
    }
    const frame = {
      ...loaded,
      shows: own?.shows ?? 0,
      revisions: own?.revision ?? 0,
      layers: others.map(({ layer, mask }) => ({
        id: layer.id,
        isModel: layer === model,
        line: lineOf(layer),
        mask,
      })),
    }
    const made = new Editor(container, frame, latest.current, {
      onChange(patch, restores, copied) {
        strokes.paint(patch, restores, copied)
        setUnverified(copied)
      },
      onOlder: (revision) => void goBehind(revision),
      onPick: (value) => asked.current.onPick(value),
      onResize: (by) => asked.current.onResize(by),
      onBlocked: setBlocked,
      onState: (now) => state.set(now),
      onLesions: setLesions,
    })
    editor.current = made
    container.dataset['ready'] = 'true'
    return () => {
      stopListening()
      made.dispose()
      editor.current = undefined
    }
  }, [loaded, client, folder, state, saving])

  useEffect(() => editor.current?.configure(settings), [settings])
  useEffect(() => {
    if (!blocked) return
    const timer = setTimeout(() => setBlocked(undefined), FLASH)
    return () => clearTimeout(timer)
  }, [blocked])

  const markVerified = () => setUnverified(false)
  return { place, editor, queue, state, lesions, saving, blocked, unverified, markVerified }
}
