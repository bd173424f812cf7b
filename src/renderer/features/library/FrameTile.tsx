import { Group, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FrameSummary } from '../../../shared/contract/frames.ts'
import type { LabelClass } from '../../../shared/domain/labelClass.ts'
import { useFrameImage } from '../../api/useFrameImage.ts'

interface Props {
  readonly frame: FrameSummary
  readonly classes: readonly LabelClass[]
  readonly onOpen: () => void
}

/** One frame in the library: picture, name, light, and what is painted or predicted on it. */
export function FrameTile({ frame, classes, onOpen }: Props) {
  const { t } = useTranslation()
  const url = useFrameImage(frame.id, 'thumbnail')
  const areas = frame.labelled ? frame.painted : frame.predicted
  const state = frame.labelled
    ? t('library.labelled')
    : frame.split !== 'train'
      ? t('library.reference', { split: frame.split })
      : frame.predicted.length > 0
        ? t('library.overlay')
        : ''
  return (
    <UnstyledButton className="tile" onClick={onOpen} aria-label={frame.name} data-labelled={frame.labelled}>
      <div className="tile-picture">{url && <img src={url} alt="" draggable={false} />}</div>
      <div className="tile-text">
        <Group justify="space-between" wrap="nowrap" gap={6}>
          <span className="cut" title={frame.name}>
            {frame.name}
          </span>
          <span className="quiet">{frame.modality}</span>
        </Group>
        <Group gap={5} wrap="nowrap" h={18}>
          {classes.map(
            ({ name, colour }, c) =>
              c > 0 &&
              (areas[c] ?? 0) > 0 && (
                <span
                  key={name}
                  className="swatch"
                  title={name}
                  style={{ background: colour, opacity: frame.labelled ? 1 : 0.55, width: 10, height: 10 }}
                />
              ),
          )}
          <span className="quiet cut">{state}</span>
        </Group>
      </div>
    </UnstyledButton>
  )
}
