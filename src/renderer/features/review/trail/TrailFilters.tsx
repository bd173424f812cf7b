import { Group, Pill, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrailWish } from '../../../../shared/contract/trail.ts'
import { actionName } from './sentence.ts'

interface Props {
  readonly wish: TrailWish
  /** Of the one frame that is asked for, where a row tells it. */
  readonly frameName: string | undefined
  readonly people: readonly string[]
  readonly actions: readonly string[]
  readonly onChange: (to: TrailWish) => void
}

/** Whose rows, what was done, on which frame, on which days. */
export function TrailFilters({ wish, frameName, people, actions, onChange }: Props) {
  const { t } = useTranslation()
  const [search, setSearch] = useState(wish.search ?? '')
  const set = (part: keyof TrailWish, value: string | null | undefined) => {
    const { [part]: _, ...others } = wish
    onChange(value ? { ...others, [part]: value } : others)
  }
  const settle = useDebouncedCallback((text: string) => set('search', text), 250)
  return (
    <Group gap="sm" align="flex-end">
      <Select
        label={t('trail.person')}
        placeholder={t('trail.anybody')}
        data={[...people]}
        value={wish.person ?? null}
        onChange={(person) => set('person', person)}
        searchable
        clearable
        w={170}
      />
      <Select
        label={t('trail.action')}
        placeholder={t('trail.anything')}
        data={actions.map((value) => ({ value, label: actionName(t, value) }))}
        value={wish.action ?? null}
        onChange={(action) => set('action', action)}
        searchable
        clearable
        w={190}
      />
      {wish.frame === undefined ? (
        <TextInput
          label={t('trail.frame')}
          placeholder={t('trail.anyFrame')}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            settle(event.currentTarget.value)
          }}
          w={150}
        />
      ) : (
        <Pill size="lg" withRemoveButton onRemove={() => set('frame', undefined)} className="trail-frame">
          {frameName ?? t('trail.ofFrame')}
        </Pill>
      )}
      <Day label={t('trail.from')} value={wish.from} onChange={(from) => set('from', from)} ends={0} />
      <Day label={t('trail.to')} value={wish.to} onChange={(to) => set('to', to)} ends={1} />
    </Group>
  )
}

interface DayProps {
  readonly label: string
  /** A moment; the day is what is shown. */
  readonly value: string | undefined
  /** 0 for the moment at which the day begins, 1 for that at which it ends. */
  readonly ends: 0 | 1
  readonly onChange: (to: string | undefined) => void
}

/** A day by the calendar of whoever looks. */
function Day({ label, value, ends, onChange }: DayProps) {
  const shown = value === undefined ? '' : dayOf(new Date(new Date(value).getTime() - ends))
  return (
    <TextInput
      type="date"
      label={label}
      value={shown}
      w={140}
      onChange={(event) => {
        const [year, month, day] = event.currentTarget.value.split('-').map(Number)
        onChange(year && month && day ? new Date(year, month - 1, day + ends).toISOString() : undefined)
      }}
    />
  )
}

function dayOf(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
