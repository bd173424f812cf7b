import './annotate.css'
import { Button, Center, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../api/EngineContext.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { showFailure } from '../../ui/showFailure.ts'
import { FrameView } from './FrameView.tsx'

/** One frame to paint on, with its neighbours a key away. */
export function Annotate({ navigation: { frame, filter, sort, list }, go }: ScreenProps) {
  const client = useClient()
  const { t } = useTranslation()
  useEffect(() => {
    if (list !== undefined) return
    let isMeant = true
    const begin = async () => {
      const { list: frozen } = await client.frames.freeze({ filter, sort })
      if (isMeant) go({ list: frozen })
    }
    begin().catch(showFailure)
    return () => {
      isMeant = false
    }
  }, [client, filter, sort, list, go])
  const first = useQuery({
    queryKey: ['first-frame', filter, sort, list],
    queryFn: () => client.frames.page({ filter, sort, list, offset: 0, limit: 1 }),
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
  return (
    <FrameView
      id={id}
      row={{ filter, sort, list }}
      onGo={(next) => go({ frame: next })}
      onListGone={() => go({ list: undefined })}
    />
  )
}
