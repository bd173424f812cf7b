import { MultiSelect, TagsInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface Props {
  readonly label: string
  readonly known: { readonly hasAccounts: boolean; readonly names: readonly string[] } | undefined
  readonly value: readonly string[]
  readonly onChange: (names: readonly string[]) => void
}

const LONGEST = 60

/** Chooses readers: accounts where there are any, else names that are typed in or known already. */
export function ReaderChoice({ label, known, value, onChange }: Props) {
  const { t } = useTranslation()
  const names = [...(known?.names ?? [])]
  const shared = { label, data: names, value: [...value], onChange, clearable: true }
  if (known?.hasAccounts)
    return (
      <MultiSelect
        {...shared}
        searchable
        placeholder={value.length > 0 ? undefined : t('work.chooseReaders')}
        nothingFoundMessage={t('work.noSuchAccount')}
      />
    )
  return (
    <TagsInput
      {...shared}
      maxLength={LONGEST}
      placeholder={value.length > 0 ? undefined : t('work.typeReaders')}
    />
  )
}
