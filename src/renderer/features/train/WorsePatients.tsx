import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface Props {
  readonly patients: readonly string[]
  /** Whose frames are shown alone; null for all. */
  readonly chosen: string | null
  readonly onChoose: (patient: string | null) => void
}

/** Patients on whom a model is worse than the one before; each narrows the pictures to their frames. */
export function WorsePatients({ patients, chosen, onChoose }: Props) {
  const { t } = useTranslation()
  if (patients.length === 0) return null
  return (
    <Group gap="xs" data-testid="worse-patients">
      <Text fz="sm">{t('train.worseOn', { count: patients.length })}</Text>
      {patients.map((patient) => (
        <Button
          key={patient}
          size="compact-sm"
          variant={patient === chosen ? 'light' : 'default'}
          aria-pressed={patient === chosen}
          title={patient}
          maw={200}
          onClick={() => onChoose(patient === chosen ? null : patient)}
        >
          <Text span inherit truncate>
            {patient}
          </Text>
        </Button>
      ))}
    </Group>
  )
}
