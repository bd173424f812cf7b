import { ActionIcon, Group, Text, Tooltip } from '@mantine/core'
import { IconChecklist, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../../keyboard/commandText.ts'
import { useKeyboard } from '../../../keyboard/Keyboard.tsx'
import { AlikeButton } from '../../../ui/alike/AlikeButton.tsx'
import { HeldOutBadge } from '../../../ui/HeldOut.tsx'
import { OnFrame } from '../../../ui/presence/OnFrame.tsx'
import type { Queue } from '../../../ui/queue/useQueue.ts'
import { useOpened } from '../../../ui/useOpened.ts'
import { Filmstrip } from './Filmstrip.tsx'
import { QueueButtons, QueueStrip, ROOMY } from './QueueStrip.tsx'
import type { FramePlace } from './useFramePlace.ts'

interface Props {
  readonly place: FramePlace
  readonly queue: Queue
  readonly onGo: (frame: number) => void
  /** Opens a frame of the queue. */
  readonly onQueued: (frame: number) => void
  /** Looks for frames like this one. */
  readonly onAlike: () => void
  readonly isReviewing: boolean
  /** Begins or ends the review; undefined for those who review nothing. */
  readonly onReviewing: (() => void) | undefined
}

/** A frame's name and place, the ways to its neighbours and to the most valuable frame, its film and the queue. */
export function PlaceBar({ place, queue, onGo, onQueued, onAlike, isReviewing, onReviewing }: Props) {
  const { t } = useTranslation()
  const { keys } = useKeyboard()
  const review = withKey(t('commands.reviewing.toggle'), keys('reviewing.toggle'))
  const [opened, toggle] = useOpened('loco-opened-queue-strip', () => window.innerHeight >= ROOMY)
  const { frame, position, total, previous, next } = place
  return (
    <>
      <header className="annotate-top">
        <Text fw={600} className="cut" title={frame?.name}>
          {frame?.name}
        </Text>
        <Text className="quiet" style={{ whiteSpace: 'nowrap' }}>
          {frame && `${frame.patient} · ${frame.modality} · ${frame.width}×${frame.height} px`}
        </Text>
        {frame && <HeldOutBadge split={frame.split} />}
        {frame && <OnFrame frame={frame.id} />}
        <span style={{ flex: 1 }} />
        <Text className="quiet" style={{ whiteSpace: 'nowrap' }}>
          {total > 0 && position >= 0 && t('annotate.position', { position: position + 1, total })}
        </Text>
        <AlikeButton tip={t('commands.alike')} iconSize={17} variant="default" size="lg" onPress={onAlike} />
        {onReviewing && (
          <Tooltip label={review}>
            <ActionIcon
              variant={isReviewing ? 'filled' : 'default'}
              size="lg"
              aria-label={review}
              aria-pressed={isReviewing}
              onClick={onReviewing}
            >
              <IconChecklist size={18} />
            </ActionIcon>
          </Tooltip>
        )}
        <QueueButtons opened={opened} onToggle={toggle} />
        <Group gap={4} wrap="nowrap">
          <Step
            id="go.previous"
            icon={IconChevronLeft}
            disabled={previous === null}
            onClick={place.goPrevious}
          />
          <Step id="go.next" icon={IconChevronRight} disabled={next === null} onClick={place.goNext} />
        </Group>
      </header>
      <div className="annotate-strips">
        {frame && <Filmstrip frame={frame} onGo={onGo} />}
        {opened && <QueueStrip queue={queue} current={frame?.id} onOpen={onQueued} />}
      </div>
    </>
  )
}

interface StepProps {
  readonly id: 'go.next' | 'go.previous'
  readonly icon: typeof IconChevronLeft
  readonly disabled: boolean
  readonly onClick: () => void
}

function Step({ id, icon: Icon, disabled, onClick }: StepProps) {
  const { t } = useTranslation()
  const { keys } = useKeyboard()
  const label = withKey(t(`commands.${id}`), keys(id))
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="lg" aria-label={label} disabled={disabled} onClick={onClick}>
        <Icon size={18} />
      </ActionIcon>
    </Tooltip>
  )
}
