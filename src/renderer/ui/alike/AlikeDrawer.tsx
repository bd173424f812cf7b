import './alike.css'
import { Button, Drawer, Group, Loader, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Alike, AssistBox } from '../../../shared/contract/assist.ts'
import { failureFrom } from '../../api/client.ts'
import { useClient } from '../../api/EngineContext.ts'
import { AlikeTile } from './AlikeTile.tsx'

const SHOWN = 24

/** What others are to look like: a frame, or a lesion on it. */
export interface AlikeTo {
  readonly frame: number
  readonly name: string
  readonly lesion?: { readonly number: number; readonly box: AssistBox }
}

interface Props {
  /** Undefined while nobody asks. */
  readonly to: AlikeTo | undefined
  readonly onOpen: (frame: number) => void
  readonly onClose: () => void
}

/** Frames that look like one, or hold something like a lesion of it, at the side; the frame stays in view. */
export function AlikeDrawer({ to, onOpen, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Drawer
      opened={to !== undefined}
      onClose={onClose}
      position="right"
      size={392}
      withOverlay={false}
      lockScroll={false}
      transitionProps={{ duration: 120 }}
      title={
        <Text fw={600} component="span">
          {t(to?.lesion ? 'alike.lesionTitle' : 'alike.title')}
        </Text>
      }
      closeButtonProps={{ 'aria-label': t('alike.close') }}
      classNames={{ content: 'alike', body: 'alike-body' }}
    >
      {to && <AlikeList to={to} onOpen={onOpen} />}
    </Drawer>
  )
}

function AlikeList({ to, onOpen }: Required<Pick<Props, 'onOpen'>> & { to: AlikeTo }) {
  const client = useClient()
  const { t } = useTranslation()
  const { frame, name, lesion } = to
  const alike = useQuery({
    queryKey: ['alike', frame, lesion?.box],
    queryFn: () => client.assist.alike({ frame, region: lesion?.box, count: SHOWN }),
    retry: false,
  })
  const about = lesion ? t('alike.lesionOf', { number: lesion.number, name }) : name
  return (
    <>
      <Text className="quiet cut" fz="sm" title={about}>
        {about}
      </Text>
      {alike.isPending && (
        <Group gap="xs" mt="md" role="status">
          <Loader size="xs" />
          <Text fz="sm">{t('alike.reading')}</Text>
        </Group>
      )}
      {alike.error && (
        <div role="alert">
          <Text fz="sm" mt="md">
            {failureFrom(alike.error).message}
          </Text>
          <Button size="compact-sm" variant="default" mt="sm" onClick={() => void alike.refetch()}>
            {t('alike.again')}
          </Button>
        </div>
      )}
      {alike.data && !alike.error && <Found alike={alike.data} onOpen={onOpen} />}
    </>
  )
}

function Found({ alike: { frames, read, of }, onOpen }: { alike: Alike; onOpen: (frame: number) => void }) {
  const { t } = useTranslation()
  return (
    <>
      {read < of && (
        <Text className="quiet" fz="sm" data-testid="alike-read">
          {t('alike.read', { read, of })}
        </Text>
      )}
      {frames.length === 0 && (
        <Text fz="sm" mt="md">
          {t(read < of ? 'alike.noneYet' : 'alike.none')}
        </Text>
      )}
      <div className="alike-tiles">
        {frames.map((frame) => (
          <AlikeTile key={frame.id} frame={frame} onOpen={() => onOpen(frame.id)} />
        ))}
      </div>
    </>
  )
}
