import { type PointerEvent, useEffect, useMemo, useRef } from 'react'
import { outlinesOf } from '../../../../shared/domain/contours.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'
import { useStudy } from '../../../api/EngineContext.ts'
import type { LineStyle } from '../../../editor/lines/lineStyles.ts'
import { LayerLines } from '../../../ui/LayerLines.tsx'
import type { Mark } from './differencePaths.ts'
import type { View } from './View.ts'
import { movedBy, zoomedAt } from './View.ts'

interface Props {
  readonly title: string
  readonly picture: string | undefined
  readonly size: { readonly width: number; readonly height: number }
  readonly mask: Mask
  readonly style: LineStyle
  /** Where masks differ, and which difference is at hand. */
  readonly marks: readonly Mark[]
  readonly current: number
  readonly view: View
  readonly onView: (next: (view: View) => View) => void
}

/** One mask over the frame; all panes show the same part of it. */
export function SettlePane(props: Props) {
  const { title, picture, size, mask, style, marks, current, view, onView } = props
  const { classes } = useStudy()
  const count = classes.length
  const place = useRef<SVGSVGElement>(null)
  const lines = useMemo(
    () =>
      Array.from({ length: count - 1 }, (_, c) => c + 1).flatMap((value) =>
        outlinesOf(mask, value).map((points) => ({ value, points: [...points] })),
      ),
    [mask, count],
  )
  // A wheel that React listens to may not be kept from scrolling the page.
  useEffect(() => {
    const svg = place.current
    const zoom = (event: WheelEvent) => {
      event.preventDefault()
      const at = inFrame(svg, event)
      if (at) onView((now) => zoomedAt(now, at, event.deltaY < 0 ? 1.2 : 1 / 1.2, size))
    }
    svg?.addEventListener('wheel', zoom, { passive: false })
    return () => svg?.removeEventListener('wheel', zoom)
  }, [onView, size])
  const drag = (event: PointerEvent<SVGSVGElement>) => {
    if (event.buttons === 0) return
    const scale = place.current?.getScreenCTM()?.a ?? 1
    onView((now) => movedBy(now, -event.movementX / scale, -event.movementY / scale, size))
  }
  return (
    <figure className="settle-pane">
      <svg
        ref={place}
        viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
        role="img"
        aria-label={title}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
      >
        {picture && (
          <image href={picture} width={size.width} height={size.height} preserveAspectRatio="none" />
        )}
        {marks.map(({ place: n, path }) => (
          <path key={n} d={path} className="settle-mark" data-current={n === current} fillRule="evenodd" />
        ))}
        <LayerLines lines={lines} style={style} />
      </svg>
      <figcaption className="cut" title={title}>
        {title}
      </figcaption>
    </figure>
  )
}

/** A place on the screen in px of the frame. */
function inFrame(svg: SVGSVGElement | null, event: { readonly clientX: number; readonly clientY: number }) {
  const matrix = svg?.getScreenCTM()?.inverse()
  return matrix && new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix)
}
