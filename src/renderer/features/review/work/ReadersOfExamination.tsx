import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../api/EngineContext.ts'
import { showFailure } from '../../../ui/showFailure.ts'
import { DueDay } from './DueDay.tsx'
import { ReaderChoice } from './ReaderChoice.tsx'

interface Props {
  readonly id: number
  readonly isSigned: boolean
}

/** Who reads an examination; somebody else can be given it, and it can be taken away again. */
export function ReadersOfExamination({ id, isSigned }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const known = useQuery({ queryKey: ['work-readers'], queryFn: () => client.work.readers() })
  const found = useQuery({
    queryKey: ['work-examinations', 'readers', id],
    queryFn: () => client.work.readersOf({ examination: id }),
  })
  const [names, setNames] = useState<readonly string[]>([])
  const [due, setDue] = useState('')
  const of = { examinations: [id] }
  const give = () =>
    void client.work
      .assign({ of, readers: [...names], due: due === '' ? null : due })
      .then(() => setNames([]), showFailure)
  const readers = found.data ?? []
  return (
    <section aria-label={t('work.columns.readers')}>
      <div className="section-name">{t('work.columns.readers')}</div>
      {readers.length === 0 && (
        <Text fz="sm" className="quiet">
          {t('work.nobodyReads')}
        </Text>
      )}
      {readers.map(({ name, due: by }) => (
        <Group key={name} gap={8} wrap="nowrap" h={32}>
          <Text fz="sm" className="cut" flex={1} title={name}>
            {name}
          </Text>
          <span style={{ flex: 'none' }}>
            <DueDay due={by} isOverdue={false} />
          </span>
          {!isSigned && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('work.takeAway', { reader: name })}
              title={t('work.takeAway', { reader: name })}
              onClick={() => void client.work.takeAway({ of, readers: [name] }).catch(showFailure)}
            >
              <IconX size={15} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {!isSigned && (
        <div className="give-form">
          <ReaderChoice label={t('work.giveTo')} known={known.data} value={names} onChange={setNames} />
          <Group align="flex-end" gap="sm" wrap="nowrap">
            <TextInput
              type="date"
              flex={1}
              label={t('work.dueDay')}
              value={due}
              onChange={(event) => setDue(event.currentTarget.value)}
            />
            <Button variant="default" disabled={names.length === 0} onClick={give}>
              {t('work.give')}
            </Button>
          </Group>
        </div>
      )}
    </section>
  )
}
