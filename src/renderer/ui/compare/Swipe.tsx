import './compare.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFrameImage } from '../../api/useFrameImage.ts'
import type { MaskOutlines } from './maskOutlines.ts'
import { Overlay } from './Overlay.tsx'
import { useMaskOutlines } from './useMaskOutlines.ts'

/** One side of the swipe: whose overlay it is, and the layer that holds it; null where there is none. */
export interface Side {
  readonly name: string
  readonly layer: number | null
}

interface Props {
  readonly frame: number
  /** The layer of the frame's label, drawn on both sides; null for a frame without one. */
  readonly label: number | null
  readonly left: Side
  readonly right: Side
}

/** A frame under two overlays, parted by a line that is moved by mouse, finger or arrow keys. */
export function Swipe({ frame, label, left, right }: Props) {
  const { t } = useTranslation()
  const [at, setAt] = useState(50)
  const url = useFrameImage(frame, 'full')
  const truth = useMaskOutlines(frame, label)
  const before = useMaskOutlines(frame, left.layer)
  const now = useMaskOutlines(frame, right.layer)
  const size = truth ?? now ?? before
  return (
    <div className="swipe" style={size && { aspectRatio: `${size.width} / ${size.height}` }} data-at={at}>
      {url && <img src={url} alt="" draggable={false} />}
      <div className="swipe-side" style={{ clipPath: `inset(0 ${100 - at}% 0 0)` }} data-side="left">
        <Lines overlay={before} label={truth} />
      </div>
      <div className="swipe-side" style={{ clipPath: `inset(0 0 0 ${at}%)` }} data-side="right">
        <Lines overlay={now} label={truth} />
      </div>
      <span className="swipe-name" data-side="left">
        {left.name}
      </span>
      <span className="swipe-name" data-side="right">
        {right.name}
      </span>
      <input
        type="range"
        min={0}
        max={100}
        value={at}
        aria-label={t('compare.swipe', { left: left.name, right: right.name })}
        onChange={(event) => setAt(Number(event.currentTarget.value))}
      />
      <span className="swipe-line" style={{ left: `${at}%` }} aria-hidden="true" />
    </div>
  )
}

function Lines(outlines: { overlay: MaskOutlines | undefined; label: MaskOutlines | undefined }) {
  const { overlay, label } = outlines
  return (
    <>
      {overlay && <Overlay outlines={overlay} style="dashed" isFilled />}
      {label && <Overlay outlines={label} style="solid" isFilled={false} />}
    </>
  )
}
