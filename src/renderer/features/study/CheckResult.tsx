import { List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Reason } from '../../../shared/reasons/index.ts'
import { inWords } from '../../api/inWords.ts'

/** So many problems are named; the command line names all. */
const NAMED = 10
const NOTES = 5

interface Props {
  readonly problems: readonly Reason[]
  readonly notes: readonly Reason[]
}

const keyOf = ({ name, values }: Reason) => name + JSON.stringify(values)

/** What a check of the study has found: what is not as it was saved, and what could not be told here. */
export function CheckResult({ problems, notes }: Props) {
  const { t } = useTranslation()
  const more = problems.length - NAMED
  return (
    <Stack gap="xs">
      {problems.length === 0 && <Text>{t('study.sound')}</Text>}
      {problems.length > 0 && (
        <List c="orange" spacing={4}>
          {problems.slice(0, NAMED).map((problem) => (
            <List.Item key={keyOf(problem)}>{inWords(problem)}</List.Item>
          ))}
          {more > 0 && <List.Item>{t('study.moreProblems', { count: more })}</List.Item>}
        </List>
      )}
      {notes.slice(0, NOTES).map((note) => (
        <Text key={keyOf(note)} size="sm" c="dimmed">
          {inWords(note)}
        </Text>
      ))}
    </Stack>
  )
}
