import { Button, Checkbox, Group, Popover, Select, Slider, Stack, Text, TextInput } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { FrameFilter } from '../../../shared/contract/frames.ts'
import { frameStates } from '../../../shared/domain/frameState.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { SIDES } from '../../ui/sides.ts'
import { WorkFilters } from './WorkFilters.tsx'

interface Props {
  readonly filter: FrameFilter
  readonly onChange: (part: FrameFilter) => void
}

/** Filters behind a button; it counts those that are set. */
const HERE = [
  'states',
  'painted',
  'seen',
  'disagreement',
  'split',
  'reader',
  'tag',
  'device',
  'from',
  'to',
  'hidden',
  'stages',
  'assigned',
  'work',
  'remarks',
] as const

export function MoreFilters({ filter, onChange }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const { classes } = useStudy()
  const choices = useQuery({ queryKey: ['choices'], queryFn: () => client.catalogue.choices() })
  const count = HERE.filter((key) => filter[key] !== undefined).length
  const toggle = (key: 'painted' | 'seen', value: number, on: boolean) => {
    const next = on ? [...(filter[key] ?? []), value] : (filter[key] ?? []).filter((c) => c !== value)
    onChange({ [key]: next.length > 0 ? next : undefined })
  }
  const day = (key: 'from' | 'to') => (
    <TextInput
      type="date"
      size="xs"
      flex={1}
      label={t(`library.${key}`)}
      value={filter[key] ?? ''}
      onChange={(event) => onChange({ [key]: event.currentTarget.value || undefined })}
    />
  )
  return (
    <Popover width={340} position="bottom-end" shadow="md" withinPortal>
      <Popover.Target>
        <Button variant={count > 0 ? 'light' : 'default'} leftSection={<IconFilter size={16} />}>
          {count > 0 ? t('library.moreSet', { count }) : t('library.more')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown mah="calc(100vh - 90px)" style={{ overflow: 'auto' }}>
        <Stack gap="sm">
          <div>
            <div className="section-name">{t('library.states')}</div>
            <Group gap="md" style={{ rowGap: 6 }}>
              {frameStates.map((state) => (
                <Checkbox
                  key={state}
                  size="xs"
                  label={t(`frame.states.${state}`)}
                  checked={filter.states?.includes(state) ?? false}
                  onChange={(event) => {
                    const others = (filter.states ?? []).filter((s) => s !== state)
                    const next = event.currentTarget.checked ? [...others, state] : others
                    onChange({ states: next.length > 0 ? next : undefined })
                  }}
                />
              ))}
            </Group>
          </div>
          {(['painted', 'seen'] as const).map((key) => (
            <div key={key}>
              <div className="section-name">{t(`library.${key}`)}</div>
              <Group gap="md">
                {classes.slice(1).map(({ name }, i) => (
                  <Checkbox
                    key={name}
                    size="xs"
                    label={name}
                    checked={filter[key]?.includes(i + 1) ?? false}
                    onChange={(event) => toggle(key, i + 1, event.currentTarget.checked)}
                  />
                ))}
              </Group>
            </div>
          ))}
          <div>
            <div className="section-name">{t('library.disagreement')}</div>
            <Slider
              size="sm"
              min={0}
              max={100}
              step={5}
              value={100 * (filter.disagreement ?? 0)}
              label={(value) => `${value} %`}
              aria-label={t('library.disagreement')}
              onChange={(value) => onChange({ disagreement: value === 0 ? undefined : value / 100 })}
            />
          </div>
          <Group grow gap="sm">
            <Select
              size="xs"
              clearable
              label={t('library.split')}
              data={SIDES.map((value) => ({
                value,
                label: t(`library.splits.${value}`),
              }))}
              value={filter.split ?? null}
              onChange={(value) => onChange({ split: (value ?? undefined) as FrameFilter['split'] })}
            />
            <Select
              size="xs"
              clearable
              label={t('library.reader')}
              data={choices.data?.readers ?? []}
              value={filter.reader ?? null}
              onChange={(value) => onChange({ reader: value ?? undefined })}
            />
          </Group>
          <Group grow gap="sm">
            <Select
              size="xs"
              clearable
              label={t('library.tag')}
              data={
                choices.data?.tags.map(({ name, frames }) => ({
                  value: name,
                  label: `${name} (${frames})`,
                })) ?? []
              }
              value={filter.tag ?? null}
              onChange={(value) => onChange({ tag: value ?? undefined })}
            />
            <Select
              size="xs"
              clearable
              label={t('library.device')}
              data={choices.data?.devices.map(({ id, name }) => ({ value: String(id), label: name })) ?? []}
              value={filter.device === undefined ? null : String(filter.device)}
              onChange={(value) => onChange({ device: value === null ? undefined : Number(value) })}
            />
          </Group>
          <WorkFilters filter={filter} readers={choices.data?.assigned ?? []} onChange={onChange} />
          <Group grow gap="sm">
            {day('from')}
            {day('to')}
          </Group>
          <Checkbox
            size="xs"
            label={t('library.remarksOnly')}
            checked={filter.remarks ?? false}
            onChange={(event) => onChange({ remarks: event.currentTarget.checked || undefined })}
          />
          <Checkbox
            size="xs"
            label={t('library.hiddenOnly')}
            checked={filter.hidden ?? false}
            onChange={(event) => onChange({ hidden: event.currentTarget.checked || undefined })}
          />
          {count > 0 && (
            <Button
              size="xs"
              variant="subtle"
              onClick={() => onChange(Object.fromEntries(HERE.map((key) => [key, undefined])))}
            >
              <Text fz="xs">{t('library.clear')}</Text>
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
