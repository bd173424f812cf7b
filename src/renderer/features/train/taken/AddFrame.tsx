import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../api/EngineContext.ts'

/** Frames that are offered for what is typed. */
const OFFERED = 30
/** After the last letter, ms. */
const QUIET = 250

interface Props {
  /** Frames that are shown already. */
  readonly shown: readonly number[]
  readonly onAdd: (frame: number) => void
}

/** Adds a frame to learn from by its name or its patient. */
export function AddFrame({ shown, onAdd }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, QUIET)
  const filter = {
    split: 'train',
    labelled: false,
    ...(search.trim() ? { search: search.trim() } : {}),
  } as const
  const { data } = useQuery({
    queryKey: ['frames', 'taken', filter],
    queryFn: () => client.frames.page({ filter, offset: 0, limit: OFFERED }),
    placeholderData: (before) => before,
  })
  const offered = (data?.frames ?? [])
    .filter(({ id }) => !shown.includes(id))
    .map(({ id, name, patient }) => ({ value: String(id), label: `${name} · ${patient}` }))
  return (
    <Select
      size="xs"
      w={280}
      searchable
      placeholder={t('train.taken.add')}
      aria-label={t('train.taken.add')}
      nothingFoundMessage={t('train.taken.noSuchFrame')}
      data={offered}
      // What is found was found by the engine already.
      filter={({ options }) => options}
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(value) => {
        if (value === null) return
        onAdd(Number(value))
        setTyped('')
      }}
    />
  )
}
