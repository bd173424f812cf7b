import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { emptyMask } from '../../../../../shared/domain/mask.ts'
import { useClient } from '../../../../api/EngineContext.ts'
import { hiddenLook } from '../../../../editor/EditorSettings.ts'
import { FrameStage } from '../../../../editor/FrameStage.ts'
import { linkedView } from '../../../../editor/linkedView.ts'
import { MaskPicture } from '../../../../editor/MaskPicture.ts'
import { PointerInput } from '../../../../editor/PointerInput.ts'
import { useStored } from '../../../../ui/Store.ts'
import { openFrame } from '../frame/openFrame.ts'
import type { Desk } from '../setup/Desk.ts'

interface Props {
  readonly id: number
  readonly desk: Desk
}

/** The same lesion in the other light, beside the frame at hand; panning and zooming move both. */
export function LinkedFrame({ id, desk }: Props) {
  const client = useClient()
  const { editor, state } = desk.open
  const { colours } = desk.settings
  const main = desk.loaded.bitmap
  const { view } = useStored(state, (now) => ({ view: now.view }))
  const { t } = useTranslation()
  const place = useRef<HTMLDivElement>(null)
  const stage = useRef<FrameStage>(undefined)
  const opened = useQuery({
    queryKey: ['linked-frame', id],
    queryFn: () => openFrame(client, id, { filter: {} }),
  })
  const frame = opened.data?.loaded
  const summary = opened.data?.place.frame
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
      {summary && (
        <Text className="stage-caption" fz="xs">
          {summary.modality} · {summary.name}
        </Text>
      )}
    </div>
  )
}
