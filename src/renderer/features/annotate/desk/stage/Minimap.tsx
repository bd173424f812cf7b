import { type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFrameImage } from '../../../../api/useFrameImage.ts'
import type { EditorState } from '../../../../editor/EditorEvents.ts'
import type { Point } from '../../../../editor/pixels/Rectangle.ts'
import { fitted, toFrame } from '../../../../editor/Viewport.ts'
import { type Store, useStored } from '../../../../ui/Store.ts'

/** Longer side, px. */
const SIDE = 150
/** It is shown when so much less than the whole frame is seen. */
const ZOOMED = 1.25

interface Props {
  readonly frame: number
  readonly bitmap: ImageBitmap
  readonly state: Store<EditorState>
  readonly onCentre: (point: Point) => void
}

/** The whole frame in small, where less of it is seen. */
export function Minimap(props: Props) {
  const { view, stage } = useStored(props.state, (now) => ({ view: now.view, stage: now.stage }))
  return view.scale < ZOOMED * fitted(props.bitmap, stage).scale ? null : <Whole {...props} />
}

/** The whole frame with what the canvas shows of it; dragging moves it. */
function Whole({ frame, bitmap: { width, height }, state, onCentre }: Props) {
  const { t } = useTranslation()
  const { view, stage } = useStored(state, (now) => ({ view: now.view, stage: now.stage }))
  const url = useFrameImage(frame, 'thumbnail')
  const place = useRef<HTMLDivElement>(null)
  const scale = SIDE / Math.max(width, height)
  const corners = [
    { x: 0, y: 0 },
    { x: stage.width, y: 0 },
    { x: stage.width, y: stage.height },
    { x: 0, y: stage.height },
  ].map((corner) => toFrame(view, corner))
  const centre = (event: PointerEvent) => {
    const box = place.current?.getBoundingClientRect()
    if (!box || event.buttons === 0) return
    onCentre({ x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale })
  }
  return (
    <div
      ref={place}
      className="minimap"
      role="img"
      aria-label={t('annotate.minimap')}
      style={{ width: width * scale, height: height * scale }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        centre(event)
      }}
      onPointerMove={centre}
    >
      {url && <img src={url} alt="" draggable={false} />}
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <polygon
          points={corners.map(({ x, y }) => `${x},${y}`).join(' ')}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
    </div>
  )
}
