import './trail.css'
import { Button, Group, Loader, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrailWish } from '../../../../shared/contract/trail.ts'
import { useClient } from '../../../api/EngineContext.ts'
import { useMe } from '../../../api/useMe.ts'
import type { ScreenProps } from '../../../ui/screenProps.ts'
import { ExportTrail } from './ExportTrail.tsx'
import { TrailFilters } from './TrailFilters.tsx'
import { TrailLine } from './TrailLine.tsx'

/** Rows that are read at a time. */
const AT_A_TIME = 50

/** Who did what, the newest first. */
export function Trail({ navigation, go }: ScreenProps) {
  const client = useClient()
  const { t } = useTranslation()
  const me = useMe()
  const [wish, setWish] = useState<TrailWish>(
    navigation.history === undefined ? {} : { frame: navigation.history },
  )
  const narrow = (to: TrailWish) => {
    setWish(to)
    // Whoever comes back to the trail comes to all of it.
    if (to.frame === undefined && navigation.history !== undefined) go({ history: undefined })
  }
  const [exporting, setExporting] = useState(false)
  const mayRead = me.can('oversee')
  const choices = useQuery({
    queryKey: ['trail', 'choices'],
    queryFn: () => client.trail.choices(),
    enabled: mayRead,
  })
  const pages = useInfiniteQuery({
    queryKey: ['trail', wish],
    queryFn: ({ pageParam }) =>
      client.trail.page({ ...wish, limit: AT_A_TIME, ...(pageParam === null ? {} : { before: pageParam }) }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    enabled: mayRead,
    placeholderData: keepPreviousData,
  })
  if (!mayRead) return me.name === undefined ? null : <Text className="quiet">{t('trail.notYours')}</Text>
  const rows = pages.data?.pages.flatMap((page) => page.rows)
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end" gap="sm">
        <TrailFilters
          wish={wish}
          frameName={rows?.find(({ frame }) => frame?.id === wish.frame)?.frame?.name}
          people={choices.data?.people ?? []}
          actions={choices.data?.actions ?? []}
          onChange={narrow}
        />
        {me.can('keep') && (
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            onClick={() => setExporting((open) => !open)}
          >
            {t('trail.export')}
          </Button>
        )}
      </Group>
      {exporting && (
        <ExportTrail wish={wish} onClose={() => setExporting(false)} onDone={() => pages.refetch()} />
      )}
      {rows === undefined && <Loader size="sm" aria-label={t('trail.reading')} />}
      {rows?.length === 0 && <Text className="quiet">{t('trail.none')}</Text>}
      {rows !== undefined && rows.length > 0 && (
        <ol className="card trail" aria-label={t('trail.title')}>
          {rows.map((row) => (
            <TrailLine key={row.seq} row={row} onOpen={(frame) => go({ screen: 'annotate', frame })} />
          ))}
        </ol>
      )}
      {pages.hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            loading={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {t('trail.more')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
