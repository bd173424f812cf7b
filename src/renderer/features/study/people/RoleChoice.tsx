import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Role, roles } from '../../../../shared/domain/roles.ts'

interface Props {
  readonly label: string
  /** Whether the label stands above it, or is only read aloud. */
  readonly isLabelled?: boolean
  readonly value: Role
  readonly disabled?: boolean
  readonly onChange: (role: Role) => void
}

/** One of the roles, each with what it may do. */
export function RoleChoice({ label, isLabelled = false, value, disabled = false, onChange }: Props) {
  const { t } = useTranslation()
  const all = Object.keys(roles) as Role[]
  return (
    <Select
      size={isLabelled ? 'sm' : 'xs'}
      {...(isLabelled ? { label } : { 'aria-label': label })}
      disabled={disabled}
      allowDeselect={false}
      comboboxProps={{ width: 320, position: 'bottom-start' }}
      data={all.map((role) => ({ value: role, label: t(`people.role.${role}`) }))}
      renderOption={({ option }) => (
        <div>
          <div>{option.label}</div>
          <div className="quiet role-text">{t(`people.roleText.${option.value}`)}</div>
        </div>
      )}
      value={value}
      onChange={(next) => {
        const role = all.find((one) => one === next)
        if (role && role !== value) onChange(role)
      }}
    />
  )
}
