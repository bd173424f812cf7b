import { Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MissedFrame } from '../../../../shared/contract/work.ts'
import { useStudy } from '../../../api/EngineContext.ts'
import { useFrameImage } from '../../../api/useFrameImage.ts'
import { LayerLines } from '../../../ui/LayerLines.tsx'

interface Props {
  readonly frames: readonly MissedFrame[]
  readonly onOpen: (frame: number) => void
}

/** Frames with a region that the model calls malignant and nobody has touched; a click opens one. */
export function MissedFrames({ frames, onOpen }: Props) {
  const { t } = useTranslation()
  return (
    <div data-testid="missed">
      <Text fz="sm" className="warning" mb={8}>
        {t('work.missed', { count: frames.length })}
      </Text>
      <div className="missed-frames">
        {frames.map((frame) => (
          <Missed key={frame.frame} frame={frame} onOpen={() => onOpen(frame.frame)} />
        ))}
      </div>
    </div>
  )
}

function Missed({ frame, onOpen }: { readonly frame: MissedFrame; readonly onOpen: () => void }) {
  const { t } = useTranslation()
  const { classes } = useStudy()
  const url = useFrameImage(frame.frame, 'thumbnail')
  const { width, height } = frame
  const lines = frame.regions.map(({ value, outline }) => ({
    value,
    points: outline.map((share, i) => share * (i % 2 === 0 ? width : height)),
  }))
  const names = [...new Set(frame.regions.map(({ value }) => classes[value]?.name ?? String(value)))]
  return (
    <UnstyledButton
      className="missed-frame"
      aria-label={t('work.openMissed', { name: frame.name, classes: names.join(', ') })}
      onClick={onOpen}
    >
      <span className="missed-picture" style={{ aspectRatio: `${width} / ${height}` }}>
        {url && <img src={url} alt="" draggable={false} />}
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          <LayerLines lines={lines} style="dashed" />
        </svg>
      </span>
      <Text fz="xs" className="cut" title={frame.name}>
        {frame.name}
      </Text>
    </UnstyledButton>
  )
}
