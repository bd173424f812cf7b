import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IGNORE } from '../../../shared/domain/labelClass.ts'
import { coloursOf } from '../../../shared/domain/palettes.ts'
import { useStudy } from '../../api/EngineContext.ts'
import type { EditorState } from '../../editor/EditorEvents.ts'
import type { EditorSettings } from '../../editor/EditorSettings.ts'
import { toolKind } from '../../editor/tools/index.ts'
import { useCommands } from '../../keyboard/Keyboard.tsx'
import { type Store, useStored } from '../../ui/Store.ts'
import { SIZES } from './brushSizes.ts'
import { EditorDebug } from './debug/EditorDebug.tsx'
import { editorCommands } from './editorCommands.ts'
import { FrameMarks } from './FrameMarks.tsx'
import { HeatLegend } from './HeatLegend.tsx'
import { type KeptSettings, keepSettings, keptSettings } from './keptSettings.ts'
import { LinkedFrame } from './LinkedFrame.tsx'
import { Minimap } from './Minimap.tsx'
import type { LoadedFrame } from './openFrame.ts'
import { SidePanel } from './SidePanel.tsx'
import { ToolOptions } from './ToolOptions.tsx'
import { ToolStrip } from './ToolStrip.tsx'
import { useCanvasFocus } from './useCanvasFocus.ts'
import { useEditor } from './useEditor.ts'
import { useFrameActs } from './useFrameActs.ts'
import type { FramePlace } from './useFramePlace.ts'
import { useKeyboardPointer } from './useKeyboardPointer.ts'

interface Props {
  readonly loaded: LoadedFrame
  readonly place: FramePlace
  readonly onAgain: () => void
}

/** Canvas, tools and panels of one frame. */
export function FrameEditor({ loaded, place, onAgain }: Props) {
  const study = useStudy()
  const { t } = useTranslation()
  const [kept, setKept] = useState(keptSettings)
  const [lastValue, setLastValue] = useState(2)
  const readOnly = study.readOnly !== null
  const colours = useMemo(() => coloursOf(study.classes, kept.palette), [study.classes, kept.palette])
  const settings = useMemo((): EditorSettings => ({ ...kept, colours, readOnly }), [kept, colours, readOnly])

  const change = (part: Partial<KeptSettings>) =>
    setKept((now) => {
      const next = { ...now, ...part }
      keepSettings(next)
      return next
    })
  const take = (value: number) => {
    if (value >= study.classes.length && value !== IGNORE) return
    if (value !== kept.value) setLastValue(kept.value)
    change({ value, ...(toolKind(kept.tool).paints ? {} : { tool: 'brush' }) })
  }
  const resize = (by: number) => {
    const size = Math.min(SIZES.largest, Math.max(SIZES.smallest, Math.round(kept.size + by)))
    change({ size })
  }
  const open = useEditor(loaded, settings, { onPick: take, onResize: resize })
  const acts = useFrameActs(loaded, open, place, { settings, onAgain })
  useKeyboardPointer(open.editor)
  useCanvasFocus(open.place, loaded.id)
  useCommands(
    editorCommands({
      open,
      acts,
      place,
      kept,
      change,
      take,
      resize,
      lastValue,
      classes: study.classes.length,
    }),
  )

  return (
    <div
      className="annotate-desk"
      data-alone={kept.alone}
      data-linked={kept.linked && place.linked.length > 0}
    >
      <ToolStrip tool={kept.tool} onTool={(tool) => change({ tool })} />
      <div className="annotate-stage">
        {/* What a screen reader hears of the canvas; the keyboard's pointer tells where it is. */}
        <div
          ref={open.place}
          className="annotate-canvas"
          data-testid="stage"
          role="img"
          tabIndex={-1}
          aria-label={t('annotate.canvas')}
        />
        <PointerPlace state={open.state} />
        <EditorDebug open={open} />
        {kept.heat !== 'off' && loaded.probabilities && <HeatLegend map={kept.heat} />}
        <Minimap
          frame={loaded.id}
          bitmap={loaded.bitmap}
          state={open.state}
          onCentre={(point) => open.editor.current?.view.centreOn(point)}
        />
      </div>
      {kept.linked && place.linked[0] !== undefined && (
        <LinkedFrame
          id={place.linked[0]}
          colours={colours}
          main={loaded.bitmap}
          state={open.state}
          editor={open.editor}
        />
      )}
      <SidePanel
        loaded={loaded}
        open={open}
        kept={kept}
        colours={colours}
        acts={acts}
        place={place}
        onChange={change}
        onTake={take}
      >
        <FrameMarks frame={loaded.id} readOnly={readOnly} />
      </SidePanel>
      <ToolOptions
        loaded={loaded}
        open={open}
        kept={kept}
        acts={acts}
        readOnly={readOnly}
        place={place}
        onChange={change}
      />
    </div>
  )
}

/** Where the keyboard's pointer is, for those who hear it. */
function PointerPlace({ state }: { state: Store<EditorState> }) {
  const { t } = useTranslation()
  const { pointer } = useStored(state, (now) => ({ pointer: now.pointer }))
  return (
    <output className="unseen">
      {pointer && t('annotate.pointerAt', { x: Math.round(pointer.x), y: Math.round(pointer.y) })}
    </output>
  )
}
