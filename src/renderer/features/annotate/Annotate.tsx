import './annotate.css'
import { Button, Center, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../api/EngineContext.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { FrameView } from './FrameView.tsx'

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
  return <FrameView id={id} filter={filter} sort={sort} onGo={(next) => go({ frame: next })} />
}
