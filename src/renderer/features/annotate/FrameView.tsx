import { ActionIcon, Center, Group, Loader, Text, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { failureFrom } from '../../api/client.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { withKey } from '../../keyboard/commandText.ts'
import { useKeyboard } from '../../keyboard/Keyboard.tsx'
import { HeldOutBadge } from '../../ui/HeldOut.tsx'
import { useLoadedFrame } from './desk/useLoadedFrame.ts'
import { FrameEditor } from './FrameEditor.tsx'
import { Filmstrip } from './place/Filmstrip.tsx'
import { type FrameRow, useFramePlace } from './place/useFramePlace.ts'
import { retryAll, takeUpUnsent } from './saving/strokeQueues.ts'

interface Props {
  readonly id: number
  readonly row: FrameRow
  readonly onGo: (frame: number) => void
  readonly onListGone: () => void
}

/** A frame's name and place, its film, and the editor once it is loaded. */
export function FrameView({ id, row, onGo, onListGone }: Props) {
  const client = useClient()
  const queries = useQueryClient()
  const { folder } = useStudy()
  const { t } = useTranslation()
  // Before the frame is loaded: what an earlier window left unsaved belongs to it.
  takeUpUnsent(client, folder)
  useEffect(retryAll, [])
  const place = useFramePlace(id, row, onGo, onListGone)
  const loaded = useLoadedFrame(id, place.frame?.id === id ? [place.previous, place.next] : [])
  const { frame, position, total, previous, next } = place
  return (
    <div className="annotate">
      <header className="annotate-top">
        <Text fw={600} className="cut" title={frame?.name}>
          {frame?.name}
        </Text>
        <Text className="quiet" style={{ whiteSpace: 'nowrap' }}>
          {frame && `${frame.patient} · ${frame.modality} · ${frame.width}×${frame.height} px`}
        </Text>
        {frame && <HeldOutBadge split={frame.split} />}
        <span style={{ flex: 1 }} />
        <Text className="quiet" style={{ whiteSpace: 'nowrap' }}>
          {total > 0 && position >= 0 && t('annotate.position', { position: position + 1, total })}
        </Text>
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
      {frame && <Filmstrip frame={frame} onGo={onGo} />}
      {loaded.data ? (
        <FrameEditor
          loaded={loaded.data}
          place={place}
          onAgain={() => void queries.resetQueries({ queryKey: ['frame-layers', id] })}
        />
      ) : (
        <Center className="annotate-waiting">
          {loaded.error ? (
            <Text c="orange">{failureFrom(loaded.error).message}</Text>
          ) : (
            <Loader size="sm" aria-label={t('annotate.loading')} />
          )}
        </Center>
      )}
    </div>
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
