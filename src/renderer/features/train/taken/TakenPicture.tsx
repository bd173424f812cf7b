import { type MouseEvent, useEffect, useMemo, useRef } from 'react'
import { outlinesOf } from '../../../../shared/domain/contours.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'
import type { Part } from '../../../../shared/domain/pseudoLabel.ts'
import { useStudy } from '../../../api/EngineContext.ts'
import { useFrameImage } from '../../../api/useFrameImage.ts'
import { LayerLines } from '../../../ui/LayerLines.tsx'
import { pathOf } from '../../../ui/pathOf.ts'
import { drawTaken } from './drawTaken.ts'
import type { Shown } from './shownParts.ts'

interface Props {
  readonly frame: number
  readonly shown: Shown
  readonly ruledOut: Mask | null
  readonly chosen: Part | undefined
  readonly onChoose: (part: Part | undefined) => void
}

/** A frame with what is taken for true on it; a click chooses a region. The list below it does the same for keys. */
export function TakenPicture({ frame, shown, ruledOut, chosen, onChoose }: Props) {
  const { classes } = useStudy()
  const url = useFrameImage(frame, 'thumbnail')
  const canvas = useRef<HTMLCanvasElement>(null)
  const { label, parts } = shown
  useEffect(() => {
    if (canvas.current) drawTaken(canvas.current, shown, ruledOut, classes)
  }, [shown, ruledOut, classes])
  const lines = useMemo(
    () =>
      classes.flatMap((_, value) =>
        value === 0 ? [] : outlinesOf(label, value).map((points) => ({ value, points: [...points] })),
      ),
    [label, classes],
  )
  const outline = useMemo(
    () => (chosen ? outlinesOf(chosen.mask, 1).map((points) => pathOf([...points])) : []),
    [chosen],
  )
  const choose = (event: MouseEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const scale = Math.min(box.width / label.width, box.height / label.height)
    const x = Math.floor((event.clientX - box.left - (box.width - scale * label.width) / 2) / scale)
    const y = Math.floor((event.clientY - box.top - (box.height - scale * label.height) / 2) / scale)
    const isInside = x >= 0 && y >= 0 && x < label.width && y < label.height
    const found = isInside ? parts.find(({ mask }) => mask.data[y * label.width + x] === 1) : undefined
    onChoose(found === chosen ? undefined : found)
  }
  return (
    // The same regions are buttons below the picture.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div className="compared-picture taken-picture" onClick={choose} data-testid="taken-picture">
      {url && <img src={url} alt="" draggable={false} />}
      <canvas ref={canvas} />
      <svg viewBox={`0 0 ${label.width} ${label.height}`} aria-hidden="true">
        <LayerLines lines={lines} style="dashed" />
        {outline.length > 0 && <path className="taken-chosen" d={outline.join('')} />}
      </svg>
    </div>
  )
}
