import { ActionIcon, Group, TextInput, Title, Tooltip } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { useHindrance } from '../../api/useHindrance.ts'
import { showFailure } from '../../ui/showFailure.ts'

/** The study's name, as a title that can be written over. */
export function StudyName() {
  const client = useClient()
  const queries = useQueryClient()
  const { name } = useStudy()
  const readOnly = useHindrance('arrange')
  const { t } = useTranslation()
  const [written, setWritten] = useState<string>()
  const end = (save: boolean) => {
    const next = written?.trim() ?? ''
    setWritten(undefined)
    if (save && next !== '' && next !== name)
      client.study
        .rename({ name: next })
        .then(() => queries.invalidateQueries({ queryKey: ['study'] }), showFailure)
  }
  if (written !== undefined)
    return (
      <TextInput
        autoFocus
        flex={1}
        size="md"
        aria-label={t('studyName.label')}
        maxLength={80}
        value={written}
        onChange={(event) => setWritten(event.currentTarget.value)}
        onBlur={() => end(true)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') end(true)
          if (event.key === 'Escape') end(false)
        }}
      />
    )
  return (
    <Group gap={6} wrap="nowrap" miw={0} flex={1}>
      <Title order={2} fz="xl" className="cut" title={name}>
        {name}
      </Title>
      {readOnly === null && (
        <Tooltip label={t('studyName.change')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('studyName.change')}
            onClick={() => setWritten(name)}
          >
            <IconPencil size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  )
}
