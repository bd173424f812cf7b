import { ActionIcon, Button, Center, Group, Loader, Stack, Text, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../api/EngineContext.ts'
import { useFrameImage } from '../../api/useFrameImage.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { Filmstrip } from './Filmstrip.tsx'
import { FrameEditor } from './FrameEditor.tsx'
import { useFrameLayers } from './useFrameLayers.ts'

/** One frame to paint on, with its neighbours a key away. */
export function Annotate({ navigation: { frame, filter, sort }, go }: ScreenProps) {
  const client = useClient()
  const { t } = useTranslation()
  const first = useQuery({
    queryKey: ['first-frame', filter, sort],
    queryFn: () => client.frames.page({ filter, sort, offset: 0, limit: 1 }),
    enabled: frame === undefined,
  })
  const id = frame ?? first.data?.frames[0]?.id
  if (id === undefined) {
    return (
      <Center h="100%">
        <Stack align="center" gap="xs">
          <Text className="quiet">{t('annotate.pick')}</Text>
          <Button variant="default" onClick={() => go({ screen: 'library' })}>
            {t('annotate.goLibrary')}
          </Button>
        </Stack>
      </Center>
    )
  }
  return <FrameView key={id} id={id} filter={filter} sort={sort} onGo={(next) => go({ frame: next })} />
}

interface FrameViewProps {
  readonly id: number
  readonly filter: ScreenProps['navigation']['filter']
  readonly sort: ScreenProps['navigation']['sort']
  readonly onGo: (frame: number) => void
}

function FrameView({ id, filter, sort, onGo }: FrameViewProps) {
  const client = useClient()
  const { t } = useTranslation()
  const place = useQuery({
    queryKey: ['frame', id, filter, sort],
    queryFn: () => client.frames.get({ id, filter, sort }),
    placeholderData: (before) => before,
  })
  const layers = useFrameLayers(id)
  const url = useFrameImage(id, 'full')
  const { frame, position = 0, total = 0, previous = null, next = null } = place.data ?? {}
  const step = (to: number | null) => to !== null && onGo(to)
  return (
    <div className="annotate">
      <header className="annotate-top">
        <Text fw={600} className="cut">
          {frame?.name}
        </Text>
        <Text className="quiet" style={{ whiteSpace: 'nowrap' }}>
          {frame && `${frame.patient} · ${frame.modality} · ${frame.width}×${frame.height} px`}
        </Text>
        <span style={{ flex: 1 }} />
        <Text className="quiet" style={{ whiteSpace: 'nowrap' }}>
          {total > 0 && position >= 0 && t('annotate.position', { position: position + 1, total })}
        </Text>
        <Group gap={4} wrap="nowrap">
          <Step
            label={t('annotate.previous')}
            icon={IconChevronLeft}
            disabled={previous === null}
            onClick={() => step(previous)}
          />
          <Step
            label={t('annotate.next')}
            icon={IconChevronRight}
            disabled={next === null}
            onClick={() => step(next)}
          />
        </Group>
      </header>
      {frame && <Filmstrip frame={frame} onGo={onGo} />}
      {layers.data && url && frame ? (
        <FrameEditor
          frame={id}
          url={url}
          layers={layers.data}
          previous={previous}
          onNext={() => step(next)}
          onPrevious={() => step(previous)}
        />
      ) : (
        <Center className="annotate-stage" style={{ gridRow: '3 / 5', gridColumn: '1 / 3' }}>
          {layers.error ? (
            <Text c="orange">{layers.error.message}</Text>
          ) : (
            <Loader size="sm" aria-label={t('annotate.loading')} />
          )}
        </Center>
      )}
    </div>
  )
}

function Step({
  label,
  icon: Icon,
  disabled,
  onClick,
}: {
  label: string
  icon: typeof IconChevronLeft
  disabled: boolean
  onClick: () => void
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="lg" aria-label={label} disabled={disabled} onClick={onClick}>
        <Icon size={18} />
      </ActionIcon>
    </Tooltip>
  )
}
