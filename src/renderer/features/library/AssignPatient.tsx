import { Autocomplete, Button, Popover, Stack, TextInput } from '@mantine/core'
import { IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../api/EngineContext.ts'

interface Props {
  readonly disabled: boolean
  readonly onAssign: (patient: string, examination: string) => void
}

/** Says whose the chosen frames are. */
export function AssignPatient({ disabled, onAssign }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const [patient, setPatient] = useState('')
  const [examination, setExamination] = useState('1')
  const known = useQuery({
    queryKey: ['patients', patient],
    queryFn: () => client.frames.patients({ search: patient }),
    enabled: opened,
    placeholderData: (before) => before,
  })
  const ready = patient.trim() !== '' && examination.trim() !== ''
  return (
    <Popover opened={opened} onChange={setOpened} width={260} shadow="md" withinPortal>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconUser size={14} />}
          disabled={disabled}
          onClick={() => setOpened((now) => !now)}
        >
          {t('library.patient')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Autocomplete
            size="xs"
            label={t('library.patient')}
            data={known.data?.map((p) => p.patient) ?? []}
            comboboxProps={{ withinPortal: false }}
            value={patient}
            onChange={setPatient}
          />
          <TextInput
            size="xs"
            label={t('library.examination')}
            value={examination}
            onChange={(event) => setExamination(event.currentTarget.value)}
          />
          <Button
            size="xs"
            disabled={!ready}
            onClick={() => {
              setOpened(false)
              onAssign(patient, examination)
            }}
          >
            {t('library.assign')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
