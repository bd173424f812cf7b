import { Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DisputedFrame } from '../../../../shared/contract/agreement.ts'
import { useFrameImage } from '../../../api/useFrameImage.ts'
import type { LineStyle } from '../../../editor/lines/lineStyles.ts'
import { Overlay } from '../../../ui/compare/Overlay.tsx'
import { useMaskOutlines } from '../../../ui/compare/useMaskOutlines.ts'
import { percent } from '../../../ui/figureText.ts'
import { LayerLines } from '../../../ui/LayerLines.tsx'

interface Props {
  readonly frames: readonly DisputedFrame[]
  readonly onOpen: (frame: number) => void
}

/** Whose outline is which: by its line, whatever its class's colour is. */
const STYLES = ['solid', 'dashed'] as const

/** The frames on which readers differ most, with both outlines; a click opens one. */
export function DisputedTiles({ frames, onOpen }: Props) {
  const { t } = useTranslation()
  if (frames.length === 0) return null
  return (
    <section className="card" aria-label={t('agreement.disputed')}>
      <Text fw={600}>{t('agreement.disputed')}</Text>
      <Text className="quiet" fz="sm" mb="sm">
        {t('agreement.disputedText')}
      </Text>
      <div className="disputed-tiles">
        {frames.map((frame) => (
          <Tile key={frame.id} frame={frame} onOpen={() => onOpen(frame.id)} />
        ))}
      </div>
    </section>
  )
}

function Tile({ frame, onOpen }: { frame: DisputedFrame; onOpen: () => void }) {
  const { t } = useTranslation()
  const { id, name, readers, layers, disputed } = frame
  const url = useFrameImage(id, 'thumbnail')
  const one = useMaskOutlines(id, layers[0])
  const other = useMaskOutlines(id, layers[1])
  const size = one ?? other
  const share = (disputed.edge + disputed.class + disputed.missed) / Math.max(1, disputed.either)
  return (
    <UnstyledButton
      className="disputed-tile"
      data-name={name}
      title={t('agreement.open', { name })}
      onClick={onOpen}
    >
      <span className="disputed-picture" style={size && { aspectRatio: `${size.width} / ${size.height}` }}>
        {url && <img src={url} alt="" draggable={false} />}
        {one && <Overlay outlines={one} style={STYLES[0]} isFilled={false} />}
        {other && <Overlay outlines={other} style={STYLES[1]} isFilled={false} />}
      </span>
      <span className="disputed-name">
        <span className="cut">{name}</span>
        <span className="quiet">{percent(share)}</span>
      </span>
      {readers.map((reader, i) => (
        <span key={reader} className="disputed-reader">
          <Sample style={STYLES[i] ?? 'solid'} />
          <span className="cut" title={reader}>
            {reader}
          </span>
        </span>
      ))}
    </UnstyledButton>
  )
}

/** A piece of the line that somebody's outline is drawn with. */
function Sample({ style }: { style: LineStyle }) {
  return (
    <svg width={36} height={10} aria-hidden="true">
      <LayerLines lines={[{ value: 1, points: [2, 5, 34, 5] }]} style={style} />
    </svg>
  )
}
