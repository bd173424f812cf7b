import { Button, Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameFilter } from '../../../shared/contract/frames.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { FrameTile } from './FrameTile.tsx'
import { useColumns } from './useColumns.ts'

const PAGE = 120
const TILE_TEXT = 60
const GAP = 12

/** All frames, filtered; only the rows in view are drawn. */
export function Library({ navigation: { filter }, go }: ScreenProps) {
  const client = useClient()
  const study = useStudy()
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const { columns, tile } = useColumns(scroller)
  const pages = useInfiniteQuery({
    queryKey: ['frames', filter],
    queryFn: ({ pageParam }) => client.frames.page({ filter, offset: pageParam, limit: PAGE }),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (all.length * PAGE < last.total ? all.length * PAGE : undefined),
    placeholderData: (before) => before,
  })
  const total = pages.data?.pages[0]?.total ?? 0
  const frames = pages.data?.pages.flatMap((page) => page.frames) ?? []
  const rows = useVirtualizer({
    count: Math.ceil(frames.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => tile + TILE_TEXT + GAP,
    overscan: 3,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured again when the tiles change size
  useEffect(() => rows.measure(), [rows, tile, columns])
  const items = rows.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { hasNextPage, isFetching, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetching && (last + 4) * columns >= frames.length) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage, last, columns, frames.length])

  return (
    <Stack h="100%" gap={0}>
      <FilterBar filter={filter} total={total} onChange={(next) => go({ filter: next })} />
      <div ref={scroller} style={{ flex: 1, overflow: 'auto', padding: '0 24px 24px' }}>
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {items.map((row) => (
            <div
              key={row.key}
              style={{
                position: 'absolute',
                top: row.start,
                left: 0,
                right: 0,
                display: 'grid',
                gap: GAP,
                gridTemplateColumns: `repeat(${columns}, 1fr)`,
              }}
            >
              {frames.slice(row.index * columns, (row.index + 1) * columns).map((frame) => (
                <FrameTile
                  key={frame.id}
                  frame={frame}
                  classes={study.classes}
                  onOpen={() => go({ screen: 'annotate', frame: frame.id })}
                />
              ))}
            </div>
          ))}
        </div>
        {pages.isSuccess && total === 0 && (
          <Nothing filtered={study.frames > 0} onClear={() => go({ filter: {} })} />
        )}
      </div>
    </Stack>
  )

  function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
    return (
      <Stack align="center" mt={96} gap="xs">
        <Text fw={600}>{t(filtered ? 'library.none' : 'library.empty')}</Text>
        {filtered ? (
          <Button variant="default" onClick={onClear}>
            {t('library.clear')}
          </Button>
        ) : (
          <Text className="quiet">{t('library.emptyAction')}</Text>
        )}
      </Stack>
    )
  }
}

function FilterBar({
  filter,
  total,
  onChange,
}: {
  filter: FrameFilter
  total: number
  onChange: (filter: FrameFilter) => void
}) {
  const client = useClient()
  const { t } = useTranslation()
  const [search, setSearch] = useState(filter.search ?? '')
  const [settled] = useDebouncedValue(search, 200)
  const patients = useQuery({ queryKey: ['patients'], queryFn: () => client.frames.patients({}) })
  const latest = useRef({ filter, onChange })
  latest.current = { filter, onChange }
  const change = (part: FrameFilter) => latest.current.onChange({ ...latest.current.filter, ...part })
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a settled search may change the filter
  useEffect(() => {
    if (settled !== (latest.current.filter.search ?? ''))
      change({ search: settled === '' ? undefined : settled })
  }, [settled])
  const labelled = filter.labelled === undefined ? 'all' : filter.labelled ? 'yes' : 'no'
  return (
    <Group px={24} py={16} gap="sm" wrap="nowrap">
      <TextInput
        w={240}
        leftSection={<IconSearch size={16} />}
        placeholder={t('library.search')}
        aria-label={t('library.search')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <SegmentedControl
        value={labelled}
        onChange={(value) => change({ labelled: value === 'all' ? undefined : value === 'yes' })}
        data={[
          { value: 'all', label: t('library.all') },
          { value: 'yes', label: t('library.labelledOnly') },
          { value: 'no', label: t('library.unlabelledOnly') },
        ]}
      />
      <Select
        w={130}
        clearable
        placeholder={t('library.anyLight')}
        aria-label={t('library.anyLight')}
        data={['NBI', 'WLI', 'other']}
        value={filter.modality ?? null}
        onChange={(value) => change({ modality: (value ?? undefined) as FrameFilter['modality'] })}
      />
      <Select
        w={180}
        clearable
        searchable
        placeholder={t('library.anyPatient')}
        aria-label={t('library.patient')}
        data={patients.data?.map((p) => p.patient) ?? []}
        value={filter.patient ?? null}
        onChange={(value) => change({ patient: value ?? undefined })}
      />
      <Text className="quiet" ml="auto" style={{ whiteSpace: 'nowrap' }}>
        {t('library.count', { count: total })}
      </Text>
    </Group>
  )
}
