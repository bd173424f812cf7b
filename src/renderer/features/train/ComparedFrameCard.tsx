import { Group, Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ComparedFrame } from '../../../shared/contract/models.ts'
import { useFrameImage } from '../../api/useFrameImage.ts'
import { useMaskOutlines } from '../../ui/compare/useMaskOutlines.ts'
import { percent } from '../../ui/figureText.ts'
import { OutlinedPicture } from './OutlinedPicture.tsx'

/** A change of a frame's overlap smaller than this is not worth a word. */
const NOTICEABLE = 0.02

interface Props {
  readonly frame: ComparedFrame
  /** Names of the models; null where there was none before. */
  readonly before: string | null
  readonly now: string
  /** Whether it is the one that is looked at closely. */
  readonly isChosen: boolean
  readonly onOpen: () => void
}

/** One frame with its label: as the model before saw it, and as this one does. */
export function ComparedFrameCard({ frame, before, now, isChosen, onOpen }: Props) {
  const { t } = useTranslation()
  const url = useFrameImage(frame.id, 'thumbnail')
  const label = useMaskOutlines(frame.id, frame.label)
  const overlayBefore = useMaskOutlines(frame.id, frame.overlayBefore)
  const overlayNow = useMaskOutlines(frame.id, frame.overlayNow)
  const caption = (model: string, overlay: number | null) =>
    overlay === null ? `${model}: ${t('train.sees.noOverlay')}` : model
  const change = frame.before === null ? 0 : frame.now - frame.before
  const word = change < -NOTICEABLE ? 'worse' : change > NOTICEABLE ? 'better' : undefined
  return (
    <UnstyledButton
      className="compared-frame"
      title={t('train.sees.look', { name: frame.name })}
      aria-pressed={isChosen}
      data-name={frame.name}
      data-change={word ?? 'same'}
      onClick={onOpen}
    >
      <div className="compared-pair">
        {before !== null && (
          <OutlinedPicture
            url={url}
            caption={caption(before, frame.overlayBefore)}
            label={label}
            overlay={overlayBefore}
          />
        )}
        <OutlinedPicture
          url={url}
          caption={caption(now, frame.overlayNow)}
          label={label}
          overlay={overlayNow}
        />
      </div>
      <Group justify="space-between" wrap="nowrap" gap="xs" px={10} py={6}>
        <span className="cut" title={`${frame.name} · ${frame.patient}`}>
          {frame.name} <span className="quiet">{frame.patient}</span>
        </span>
        <Text
          fz="sm"
          style={{ whiteSpace: 'nowrap' }}
          {...(word === 'worse' ? { className: 'warning' } : {})}
        >
          {frame.before === null
            ? t('train.sees.agrees', { now: percent(frame.now) })
            : t('train.sees.change', { before: percent(frame.before), now: percent(frame.now) })}
          {word && ` · ${t(`train.sees.${word}`)}`}
        </Text>
      </Group>
    </UnstyledButton>
  )
}
