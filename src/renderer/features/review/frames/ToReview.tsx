import { Button, Stack, Text } from '@mantine/core'
import { IconEyeCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureFrom } from '../../../api/client.ts'
import { useClient } from '../../../api/EngineContext.ts'
import { useMe } from '../../../api/useMe.ts'
import type { ScreenProps } from '../../../ui/screenProps.ts'

/** The frames that wait for a reviewer, and the way to go through them. */
export function ToReview({ go }: ScreenProps) {
  const client = useClient()
  const { t } = useTranslation()
  const { name, can } = useMe()
  const { data, error } = useQuery({
    queryKey: ['to-review'],
    queryFn: () => client.review.waiting({}),
    enabled: can('review'),
  })
  if (name !== undefined && !can('review'))
    return <Text className="quiet">{t('review.frames.notYours')}</Text>
  if (error) return <Text c="orange">{failureFrom(error).message}</Text>
  if (!data) return null
  const { first, list, of, total } = data
  if (first === null) return <Text className="quiet">{t('review.frames.none')}</Text>
  return (
    <Stack align="flex-start" gap="sm">
      <Text>
        {of === 'readers'
          ? t('review.frames.readers', { count: total })
          : t('review.frames.model', { count: total })}
      </Text>
      <Button
        leftSection={<IconEyeCheck size={16} />}
        onClick={() =>
          go({ screen: 'annotate', frame: first, list, filter: {}, sort: undefined, reviewing: true })
        }
      >
        {t('review.frames.begin')}
      </Button>
      <Text fz="sm" className="quiet">
        {t('review.frames.keys')}
      </Text>
    </Stack>
  )
}
