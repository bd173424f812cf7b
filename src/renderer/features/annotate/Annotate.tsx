import './annotate.css'
import { Button, Center, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../api/EngineContext.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { FrameView } from './FrameView.tsx'
import { useFrozenList } from './place/useFrozenList.ts'

/** One frame to paint on, with its neighbours a key away. */
export function Annotate({ navigation: { frame, queued, filter, sort, list, reviewing }, go }: ScreenProps) {
  const client = useClient()
  const { t } = useTranslation()
  const setList = useCallback((to: string | undefined) => go({ list: to }), [go])
  useFrozenList({ filter, sort, list }, setList)
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
      isQueued={queued}
      isReviewing={reviewing}
      onReviewing={(on) => go({ reviewing: on })}
      onGo={(next) => go({ frame: next })}
      onHistory={(of) => go({ screen: 'review', history: of })}
      onQueued={(next) => go({ frame: next, queued: true })}
      onListGone={() => setList(undefined)}
    />
  )
}
