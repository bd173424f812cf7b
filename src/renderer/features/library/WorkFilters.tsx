import { Checkbox, Group, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FrameFilter } from '../../../shared/contract/frames.ts'
import { stages } from '../../../shared/domain/stage.ts'
import { worklists } from '../../../shared/domain/worklists.ts'

interface Props {
  readonly filter: FrameFilter
  /** Who has been given anything. */
  readonly readers: readonly string[]
  readonly onChange: (part: FrameFilter) => void
}

/** Filters by how far readers and reviewers are, by who is to read, and by one's own lists. */
export function WorkFilters({ filter, readers, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <div>
        <div className="section-name">{t('work.filters.stages')}</div>
        <Group gap="md" style={{ rowGap: 6 }}>
          {stages.map((stage) => (
            <Checkbox
              key={stage}
              size="xs"
              label={t(`work.stages.${stage}`)}
              checked={filter.stages?.includes(stage) ?? false}
              onChange={(event) => {
                const others = (filter.stages ?? []).filter((one) => one !== stage)
                const next = event.currentTarget.checked ? [...others, stage] : others
                onChange({ stages: next.length > 0 ? next : undefined })
              }}
            />
          ))}
        </Group>
      </div>
      <Group grow gap="sm">
        <Select
          size="xs"
          clearable
          label={t('work.filters.work')}
          data={worklists.map((value) => ({ value, label: t(`work.lists.${value}`) }))}
          value={filter.work ?? null}
          onChange={(value) => onChange({ work: worklists.find((one) => one === value) })}
        />
        <Select
          size="xs"
          clearable
          label={t('work.filters.assigned')}
          data={[...readers]}
          value={filter.assigned ?? null}
          onChange={(value) => onChange({ assigned: value ?? undefined })}
        />
      </Group>
    </>
  )
}
