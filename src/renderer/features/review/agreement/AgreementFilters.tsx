import { Group, MultiSelect, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Modality } from '../../../../shared/contract/frames.ts'
import { className } from '../../../api/className.ts'
import { useStudy } from '../../../api/EngineContext.ts'

/** What of the agreement is asked for. */
export interface Narrowed {
  readonly readers?: string[]
  readonly class?: number
  readonly modality?: Modality
  readonly px: number
}

interface Props {
  readonly readers: readonly string[]
  readonly narrowed: Narrowed
  readonly onChange: (to: Narrowed) => void
}

const LIGHTS = ['NBI', 'WLI', 'other'] as const
const TOLERANCES = [1, 2, 3, 5] as const

/** Whose, which class, which light, and how exact an outline has to be. */
export function AgreementFilters({ readers, narrowed, onChange }: Props) {
  const { classes } = useStudy()
  const { t } = useTranslation()
  const { readers: chosen = [], px, ...rest } = narrowed
  const set = ({ readers: wanted = chosen, ...part }: Partial<Narrowed>) =>
    onChange({ ...rest, px, ...part, ...(wanted.length > 0 ? { readers: wanted } : {}) })
  const lesions = classes
    .map(({ name }, value) => ({ value: String(value), label: className(t, name) }))
    .slice(1)
  const without = (part: 'class' | 'modality') => {
    const { [part]: _, ...others } = narrowed
    onChange(others)
  }
  return (
    <Group gap="sm" align="flex-end">
      <MultiSelect
        label={t('agreement.readers')}
        placeholder={chosen.length === 0 ? t('agreement.everybody') : ''}
        data={[...readers]}
        value={chosen}
        onChange={(names) => set({ readers: names })}
        clearable
        searchable
        w={300}
      />
      <Select
        label={t('agreement.class')}
        placeholder={t('agreement.allClasses')}
        data={lesions}
        value={narrowed.class === undefined ? null : String(narrowed.class)}
        onChange={(value) => (value === null ? without('class') : set({ class: Number(value) }))}
        clearable
        w={170}
      />
      <Select
        label={t('agreement.light')}
        placeholder={t('library.anyLight')}
        data={LIGHTS.map((light) => ({
          value: light,
          label: light === 'other' ? t('train.otherLight') : light,
        }))}
        value={narrowed.modality ?? null}
        onChange={(light) =>
          light === null
            ? without('modality')
            : set({ modality: LIGHTS.find((known) => known === light) ?? 'other' })
        }
        clearable
        w={150}
      />
      <Select
        label={t('agreement.tolerance')}
        data={TOLERANCES.map((value) => ({ value: String(value), label: t('annotate.px', { value }) }))}
        value={String(px)}
        onChange={(value) => value !== null && set({ px: Number(value) })}
        allowDeselect={false}
        w={130}
      />
    </Group>
  )
}
