import { ActionIcon, Checkbox, Group, Tooltip, UnstyledButton } from '@mantine/core'
import { IconEyeOff, IconLink, IconLock, IconPhotoSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FrameSummary } from '../../../shared/contract/frames.ts'
import type { LabelClass } from '../../../shared/domain/labelClass.ts'
import { useFrameImage } from '../../api/useFrameImage.ts'
import { HeldOutMark } from '../../ui/HeldOut.tsx'
import { OnFrameDot } from '../../ui/presence/OnFrame.tsx'
import { TileLines } from './TileLines.tsx'
import type { TileLayers } from './tileLayers.ts'

interface Props {
  readonly frame: FrameSummary
  readonly classes: readonly LabelClass[]
  readonly layers: TileLayers
  readonly selected: boolean
  readonly onSelect: (range: boolean) => void
  readonly onOpen: () => void
  /** Looks for frames like it. */
  readonly onAlike: () => void
}

/** Below this the light is a guess, which the tile says with a question mark. */
const SURE = 0.8

/** One frame in the library: picture, name, light, and what is painted or predicted on it. */
export function FrameTile({ frame, classes, layers, selected, onSelect, onOpen, onAlike }: Props) {
  const { t } = useTranslation()
  const url = useFrameImage(frame.id, 'thumbnail')
  const areas = frame.painted.length > 0 ? frame.painted : frame.predicted
  const hasMasks = frame.painted.length > 0 || frame.predicted.length > 0
  const doubtful = frame.modalityConfidence < SURE
  return (
    <div
      className="tile"
      data-name={frame.name}
      data-selected={selected}
      data-labelled={frame.labelled}
      data-state={frame.state}
    >
      <UnstyledButton
        className="tile-open"
        aria-pressed={selected}
        onClick={(event) => {
          if (event.shiftKey || event.ctrlKey || event.metaKey) onSelect(event.shiftKey)
          else onOpen()
        }}
        onKeyDown={(event) => {
          if (event.key !== ' ') return
          event.preventDefault()
          onSelect(event.shiftKey)
        }}
      >
        <div className="tile-picture">
          {url && <img src={url} alt="" draggable={false} />}
          {layers !== 'off' && hasMasks && <TileLines frame={frame} show={layers} />}
          <HeldOutMark split={frame.split} />
          <OnFrameDot frame={frame.id} />
        </div>
        <div className="tile-text">
          <Group justify="space-between" wrap="nowrap" gap={6}>
            <span className="cut" title={frame.name}>
              {frame.name}
            </span>
            <span className="quiet" title={doubtful ? t('library.lightGuessed') : undefined}>
              {frame.modality}
              {doubtful && ' ?'}
            </span>
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
            <span className="quiet cut" style={{ flex: 1 }}>
              {stateOf(frame)}
            </span>
            {frame.disagreement !== null && <Disagreement share={frame.disagreement} />}
            {frame.lesion !== null && (
              <IconLink size={14} color="var(--quiet)" aria-label={t('library.linked')} />
            )}
            {frame.signedBy !== null && (
              <IconLock
                size={14}
                color="var(--quiet)"
                aria-label={t('work.signedBy', { reviewer: frame.signedBy })}
              />
            )}
            {frame.hidden && <IconEyeOff size={14} color="var(--quiet)" />}
          </Group>
        </div>
      </UnstyledButton>
      <Checkbox
        className="tile-check"
        size="sm"
        tabIndex={-1}
        aria-label={t('library.choose', { name: frame.name })}
        checked={selected}
        onChange={(event) => onSelect((event.nativeEvent as MouseEvent).shiftKey)}
      />
      <Tooltip label={t('commands.alike')}>
        <ActionIcon
          className="tile-alike"
          variant="default"
          size={24}
          tabIndex={-1}
          aria-label={t('alike.actOf', { name: frame.name })}
          onClick={onAlike}
        >
          <IconPhotoSearch size={15} />
        </ActionIcon>
      </Tooltip>
    </div>
  )

  function stateOf({ state, predicted }: FrameSummary): string {
    if (state !== 'untouched') return t(`frame.states.${state}`)
    return predicted.length > 0 ? t('library.overlay') : ''
  }
}

/** From here on reader and model are said to disagree. */
const DISAGREES = 0.5

/** How far label and model are apart. */
function Disagreement({ share }: { share: number }) {
  const { t } = useTranslation()
  const percent = Math.round(100 * share)
  return (
    <span
      className={share >= DISAGREES ? 'warning' : 'quiet'}
      style={{ whiteSpace: 'nowrap' }}
      title={t('library.disagreesMeans', { percent })}
      data-testid="disagreement"
    >
      {t('library.disagrees', { percent })}
    </span>
  )
}
