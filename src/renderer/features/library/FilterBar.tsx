import { Group, SegmentedControl, Select, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameFilter, FrameSort } from '../../../shared/contract/frames.ts'
import { useClient } from '../../api/EngineContext.ts'
import { MoreFilters } from './MoreFilters.tsx'
import { SavedSearches } from './SavedSearches.tsx'

interface Props {
  readonly filter: FrameFilter
  readonly sort: FrameSort | undefined
  readonly total: number
  /** What else is set in this bar. */
  readonly children: ReactNode
  readonly onChange: (to: {
    filter?: FrameFilter
    narrow?: FrameFilter
    sort?: FrameSort | undefined
  }) => void
}

const ORDERS = ['place', 'name', 'added', 'captured', 'disagreement'] as const
/** What is newest or worst comes first. */
const DESCENDING: ReadonlySet<string> = new Set(['added', 'captured', 'disagreement'])

/** The filters that are set most, the rest behind a button, the order and the saved searches. */
export function FilterBar({ filter, sort, total, children, onChange }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const [search, setSearch] = useState(filter.search ?? '')
  const [settled] = useDebouncedValue(search, 150)
  const [patientSearch, setPatientSearch] = useState('')
  const patients = useQuery({
    queryKey: ['patients', patientSearch],
    queryFn: () => client.frames.patients({ search: patientSearch }),
    placeholderData: (before) => before,
  })
  const change = (part: FrameFilter) => onChange({ narrow: part })
  const searchFor = useEffectEvent((wanted: string) => {
    if (wanted !== (filter.search ?? '')) change({ search: wanted === '' ? undefined : wanted })
  })
  useEffect(() => searchFor(settled), [settled])
  // A saved search or a cleared filter brings its own text along.
  useEffect(() => setSearch(filter.search ?? ''), [filter.search])
  const labelled = filter.labelled === undefined ? 'all' : filter.labelled ? 'yes' : 'no'
  const names = patients.data?.map((p) => p.patient) ?? []
  return (
    <div className="library-bar">
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
        w={120}
        clearable
        placeholder={t('library.anyLight')}
        aria-label={t('library.anyLight')}
        data={['NBI', 'WLI', 'other']}
        value={filter.modality ?? null}
        onChange={(value) => change({ modality: (value ?? undefined) as FrameFilter['modality'] })}
      />
      <Select
        w={160}
        clearable
        searchable
        placeholder={t('library.anyPatient')}
        aria-label={t('library.patient')}
        data={filter.patient && !names.includes(filter.patient) ? [filter.patient, ...names] : names}
        filter={({ options }) => options}
        onSearchChange={setPatientSearch}
        value={filter.patient ?? null}
        onChange={(value) => change({ patient: value ?? undefined, examination: undefined })}
      />
      <MoreFilters filter={filter} onChange={change} />
      <Select
        w={150}
        allowDeselect={false}
        aria-label={t('library.order')}
        data={ORDERS.map((by) => ({ value: by, label: t(`library.by.${by}`) }))}
        value={sort?.by ?? 'place'}
        onChange={(by) =>
          onChange({
            sort:
              by === null || by === 'place'
                ? undefined
                : { by: by as FrameSort['by'], descending: DESCENDING.has(by) },
          })
        }
      />
      <SavedSearches filter={filter} onChoose={(saved) => onChange({ filter: saved })} />
      <Group ml="auto" gap="md" wrap="nowrap">
        {children}
        <Text className="quiet" style={{ whiteSpace: 'nowrap' }}>
          {t('library.count', { count: total })}
        </Text>
      </Group>
    </div>
  )
}
