import { notifications } from '@mantine/notifications'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IGNORE } from '../../../shared/domain/labelClass.ts'
import { type Mask, resizeNearest } from '../../../shared/domain/mask.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { maskFrom } from '../../api/maskBytes.ts'
import { Editor, type EditorSettings } from '../../editor/Editor.ts'
import { showFailure } from '../../ui/showFailure.ts'
import { FrameMarks } from './FrameMarks.tsx'
import { keepSettings, keptSettings } from './keptSettings.ts'
import { type Command, commandOf } from './keys.ts'
import { LayerPanel } from './LayerPanel.tsx'
import { type SaveState, StrokeQueue } from './StrokeQueue.ts'
import { ToolBar } from './ToolBar.tsx'
import type { FrameLayers } from './useFrameLayers.ts'

interface Props {
  readonly frame: number
  readonly url: string
  readonly layers: FrameLayers
  /** The frame before, under the library's filter. */
  readonly previous: number | null
  readonly onNext: () => void
  readonly onPrevious: () => void
}

/** Tools that go on with another class in hand; the others give way to the brush. */
const PAINTS = new Set(['brush', 'polygon', 'lasso', 'wand', 'fill'])
const SIZES = { smallest: 1, largest: 400 }
const limited = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

/** Canvas, tools and layers of one frame. */
export function FrameEditor({ frame, url, layers, previous, onNext, onPrevious }: Props) {
  const client = useClient()
  const study = useStudy()
  const { t } = useTranslation()
  const readOnly = study.readOnly !== null
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<Editor>(undefined)
  const queue = useRef<StrokeQueue>(undefined)
  const [settings, setSettings] = useState<EditorSettings>(() => ({ ...keptSettings(), readOnly }))
  const [state, setState] = useState({ canUndo: false, canRedo: false, zoom: 1 })
  const [saving, setSaving] = useState<SaveState>(
    layers.own ? { kind: 'saved', at: layers.own.savedAt, layer: layers.own.id } : { kind: 'idle' },
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: one editor per opened frame; later settings go through configure
  useEffect(() => {
    const container = place.current
    if (!container) return
    const saves = new StrokeQueue(client, frame, layers.own?.revision ?? 0, setSaving)
    queue.current = saves
    const image = new Image()
    let gone = false
    image.onload = () => {
      if (gone) return
      const made = new Editor(container, image, study.classes, settings, {
        onChange: (patch, restores) => saves.paint(patch, restores),
        onOlder: (revision) => void goBehind(revision),
        onState: setState,
        onPick: (value) => act.current({ kind: 'class', value }),
      })
      made.load(layers.mask, layers.overlay, {
        shows: layers.own?.shows ?? 0,
        revisions: layers.own?.revision ?? 0,
      })
      container.dataset['ready'] = 'true'
      editor.current = made
    }
    image.src = url
    return () => {
      gone = true
      editor.current?.dispose()
      editor.current = undefined
    }
  }, [frame, url, layers])

  useEffect(() => {
    editor.current?.configure(settings)
    keepSettings(settings)
  }, [settings])

  const change = (part: Partial<EditorSettings>) => setSettings((now) => ({ ...now, ...part }))
  const accept = () => {
    if (!layers.model || !layers.overlay || readOnly) return
    editor.current?.adopt(layers.overlay)
    queue.current?.accept(layers.model.id)
  }
  const cleanUp = (work: (mask: Mask, value: number) => Mask) => {
    const { value } = settings
    if (value > 0 && value < IGNORE) editor.current?.change((mask) => work(mask, value))
  }
  /** Undo behind what was painted since the frame was opened: the engine keeps every earlier mask. */
  const goBehind = async (revision: number) => {
    if (!layers.own) return
    try {
      const older = await client.layers.before({ layer: layers.own.id, revision })
      if (older) editor.current?.rewind(maskFrom(older.mask), older.revision)
    } catch (error) {
      showFailure(error)
    }
  }
  /** The mask of the frame before, as one step here: neighbouring frames are often nearly alike. */
  const copyPrevious = async () => {
    if (previous === null || readOnly) return
    try {
      const own = (await client.layers.list({ frame: previous })).find(({ kind }) => kind === 'reader')
      if (!own) {
        notifications.show({ message: t('annotate.nothingBefore') })
        return
      }
      const mask = maskFrom((await client.layers.mask({ layer: own.id })).mask)
      editor.current?.change((now) => resizeNearest(mask, now.width, now.height))
    } catch (error) {
      showFailure(error)
    }
  }
  const act = useRef<(command: Command) => void>(() => {})
  act.current = (command) => {
    switch (command.kind) {
      case 'tool':
        return change({ tool: command.tool })
      case 'class':
        return command.value < study.classes.length || command.value === 255
          ? change({ value: command.value, ...(PAINTS.has(settings.tool) ? {} : { tool: 'brush' }) })
          : undefined
      case 'size':
        return change({ size: limited(settings.size + command.by, SIZES.smallest, SIZES.largest) })
      case 'opacity':
        return change({ maskOpacity: limited(settings.maskOpacity + command.by, 0, 1) })
      case 'labels':
        return change({ showMask: !settings.showMask })
      case 'model':
        return change({ showOverlay: !settings.showOverlay })
      case 'undo':
        return editor.current?.undo()
      case 'redo':
        return editor.current?.redo()
      case 'fit':
        return editor.current?.fit()
      case 'actual':
        return editor.current?.actualSize()
      case 'next':
        return onNext()
      case 'previous':
        return onPrevious()
      case 'finish':
        return editor.current?.finish()
      case 'cancel':
        return editor.current?.cancel(false)
      case 'back':
        return editor.current?.cancel(true)
      case 'repeat':
        return void copyPrevious()
    }
  }
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.key === ' ' || event.key === 'Alt')
        editor.current?.hold(event.key === ' ' ? { space: true } : { alt: true })
      const command = commandOf(event)
      if (!command) return
      event.preventDefault()
      act.current(command)
    }
    const up = (event: KeyboardEvent) => {
      if (event.key === ' ' || event.key === 'Alt')
        editor.current?.hold(event.key === ' ' ? { space: false } : { alt: false })
    }
    window.addEventListener('keydown', down)
    window.addEventListener('keyup', up)
    return () => {
      window.removeEventListener('keydown', down)
      window.removeEventListener('keyup', up)
    }
  }, [])

  return (
    <>
      <div ref={place} className="annotate-stage" data-testid="stage" />
      <LayerPanel
        layers={layers}
        settings={settings}
        saving={saving}
        readOnly={study.readOnly}
        onChange={change}
        onAccept={accept}
        onRetry={() => queue.current?.retry()}
      >
        <FrameMarks frame={frame} readOnly={study.readOnly !== null} />
      </LayerPanel>
      <ToolBar
        settings={settings}
        state={state}
        onChange={change}
        onUndo={() => editor.current?.undo()}
        onRedo={() => editor.current?.redo()}
        onFit={() => editor.current?.fit()}
        onCleanUp={cleanUp}
        onRepeat={previous === null ? undefined : copyPrevious}
      />
    </>
  )
}
