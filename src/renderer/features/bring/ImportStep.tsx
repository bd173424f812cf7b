import { Stack, Table, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Split } from '../../../shared/contract/frames.ts'
import { BROWSE_WIDTH, BrowseButton } from '../../ui/BrowseButton.tsx'
import { JobBar } from '../../ui/JobBar.tsx'
import type { JobProgress } from '../../ui/useJob.ts'
import type { SurveyedProps } from './Draft.ts'

const LONGEST_NAME = 80

interface Props extends SurveyedProps {
  readonly progress: JobProgress | undefined
  readonly onStop: () => void
}

/** Step six: everything once more, and the import itself. */
export function ImportStep({ draft, change, survey, progress, onStop }: Props) {
  const { t } = useTranslation()
  const { patients, splits = {}, classes, pseudonyms, blankText, into } = draft
  const count = (split: Split) => patients.filter(({ name }) => splits[name]?.split === split).length
  const rows: [string, string][] = [
    [t('bring.sum.frames'), t('bring.sum.framesText', { frames: survey.frames.length, masks: survey.masks })],
    [t('bring.sum.classes'), classes.join(', ')],
    [
      t('bring.sum.patients'),
      t('bring.sum.patientsText', {
        count: patients.length,
        train: count('train'),
        validation: count('validation'),
        test: count('test'),
      }),
    ],
    [t('bring.sum.names'), t(pseudonyms ? 'bring.sum.pseudonyms' : 'bring.sum.namesStay')],
    [t('bring.sum.texts'), t(blankText ? 'bring.sum.textsBlack' : 'bring.sum.textsStay')],
  ]
  return (
    <Stack gap="md">
      {progress && (
        <div className="card">
          <JobBar progress={progress} onStop={onStop} />
        </div>
      )}
      {into === 'new' &&
        (['name', 'folder'] as const).map((key) => (
          <TextInput
            key={key}
            label={t(`bring.${key}`)}
            description={t(`bring.${key}Text`)}
            inputWrapperOrder={['label', 'input', 'description']}
            maxLength={key === 'name' ? LONGEST_NAME : undefined}
            value={draft[key]}
            {...(key === 'folder' && {
              rightSectionWidth: BROWSE_WIDTH,
              rightSection: (
                <BrowseButton
                  choice="newFile"
                  title={t('bring.folder')}
                  start={draft.folder}
                  onChoose={(folder) => change({ folder })}
                />
              ),
            })}
            disabled={progress !== undefined}
            onChange={(event) => change({ [key]: event.currentTarget.value })}
          />
        ))}
      <Table verticalSpacing="xs" variant="vertical" layout="fixed">
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th w={180}>{name}</Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text className="quiet" fz="sm">
        {t('bring.filesStay')}
      </Text>
    </Stack>
  )
}
