import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { emptyMask } from '../../../shared/domain/mask.ts'
import { useClient } from '../../api/EngineContext.ts'
import type { Editor } from '../../editor/Editor.ts'
import type { EditorState } from '../../editor/EditorEvents.ts'
import { hiddenLook } from '../../editor/EditorSettings.ts'
import { FrameStage } from '../../editor/FrameStage.ts'
import { linkedView } from '../../editor/linkedView.ts'
import { MaskPicture } from '../../editor/MaskPicture.ts'
import { PointerInput } from '../../editor/PointerInput.ts'
import { type Store, useStored } from '../../ui/Store.ts'
import { openFrame } from './openFrame.ts'

interface Props {
  readonly id: number
  readonly colours: readonly string[]
  readonly main: ImageBitmap
  readonly state: Store<EditorState>
  readonly editor: RefObject<Editor | undefined>
}

/** The same lesion in the other light, beside the frame at hand; panning and zooming move both. */
export function LinkedFrame({ id, colours, main, state, editor }: Props) {
  const client = useClient()
  const { view } = useStored(state, (now) => ({ view: now.view }))
  const { t } = useTranslation()
  const place = useRef<HTMLDivElement>(null)
  const stage = useRef<FrameStage>(undefined)
  const loaded = useQuery({
    // By the name of opened frames: one's own strokes are no news of another frame.
    queryKey: ['frame-layers', 'linked', id],
    queryFn: async () => ({
      ...(await openFrame(client, id)),
      summary: (await client.frames.get({ id, filter: {} })).frame,
    }),
  })
  const frame = loaded.data
  useEffect(() => {
    const container = place.current
    if (!container || !frame) return
    const { bitmap, mask } = frame
    const own = mask ?? emptyMask(bitmap.width, bitmap.height)
    const picture = new MaskPicture(own, 'solid', colours, { ...hiddenLook, shown: true })
    const made = new FrameStage(container, bitmap, picture, { onView() {} })
    stage.current = made
    const mainStage = () => editor.current?.view
    const input = new PointerInput(container, {
      get view() {
        return made.view
      },
      mayPaint: false,
      down() {},
      move() {},
      up() {},
      drop() {},
      hover() {},
      finish() {},
      resize() {},
      pan: (by) => mainStage()?.pan(by),
      zoom: (at, factor) => mainStage()?.zoom(at, factor),
    })
    return () => {
      input.dispose()
      made.dispose()
      stage.current = undefined
    }
  }, [frame, colours, editor])
  useEffect(() => {
    const own = stage.current
    if (!own || !frame) return
    const other = editor.current?.view
    if (other)
      own.show(linkedView(view, { frame: main, stage: other.size }, { frame: frame.bitmap, stage: own.size }))
  }, [view, frame, main, editor])
  return (
    <div className="annotate-stage annotate-linked">
      <div ref={place} className="annotate-canvas" role="img" aria-label={t('annotate.linkedCanvas')} />
      {frame && (
        <Text className="stage-caption" fz="xs">
          {frame.summary.modality} · {frame.summary.name}
        </Text>
      )}
    </div>
  )
}
