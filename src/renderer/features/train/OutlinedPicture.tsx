import type { MaskOutlines } from '../../ui/compare/maskOutlines.ts'
import { LayerLines } from '../../ui/LayerLines.tsx'

interface Props {
  readonly url: string | undefined
  /** Whose overlay it is. */
  readonly caption: string
  /** Undefined until they are loaded, and where the model has no overlay here. */
  readonly label: MaskOutlines | undefined
  readonly overlay: MaskOutlines | undefined
}

/** A frame's small picture with the outlines of its label, solid, and of a model's overlay, dashed. */
export function OutlinedPicture({ url, caption, label, overlay }: Props) {
  return (
    <figure>
      <div className="compared-picture" data-label={label !== undefined} data-overlay={overlay !== undefined}>
        {url && <img src={url} alt="" draggable={false} />}
        {label && (
          <svg viewBox={`0 0 ${label.width} ${label.height}`} aria-hidden="true">
            <LayerLines lines={label.lines} style="solid" />
            {overlay && <LayerLines lines={overlay.lines} style="dashed" />}
          </svg>
        )}
      </div>
      <figcaption className="quiet cut">{caption}</figcaption>
    </figure>
  )
}
