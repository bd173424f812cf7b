import { PasswordInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface Props {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A password that is being chosen, with the one rule that there is. */
export function NewPassword({ value, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <PasswordInput
      label={t('people.newPassword')}
      description={t('people.passwordRule')}
      autoComplete="new-password"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
