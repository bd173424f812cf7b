import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Checked, SelfTestReport } from '../../../shared/contract/selfTest.ts'
import {
  checkInWords,
  selfTestPage,
  selfTestSum,
  selfTestTitle,
} from '../../../shared/html/selfTest/selfTestPage.ts'
import { useClient } from '../../api/EngineContext.ts'
import { JobBar } from '../../ui/JobBar.tsx'
import { saveHtml } from '../../ui/pages/savePage.ts'
import { useJob } from '../../ui/useJob.ts'
import { windowSeen } from './windowSeen.ts'

interface Props {
  readonly opened: boolean
  readonly onClose: () => void
}

const COLOURS = { passed: 'teal', failed: 'orange', skipped: undefined } as const

/** Tries what this installation must be able to do, and saves a page of it for whoever runs the computers. */
export function SelfTestDialog({ opened, onClose }: Props) {
  const client = useClient()
  const { t, i18n } = useTranslation()
  const { language } = i18n
  const job = useJob<SelfTestReport>()
  const start = () =>
    job.run(async (signal) => {
      const window = await windowSeen()
      return client.selfTest.run({ window }, { signal })
    })
  const save = (report: SelfTestReport) =>
    saveHtml(selfTestPage(report, language), `${selfTestTitle(language)} ${report.at.slice(0, 10)}`)
  const { progress, result } = job
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('app.closePanel') }}
      opened={opened}
      onClose={onClose}
      title={selfTestTitle(language)}
      size={820}
    >
      <Stack gap="md">
        {!result && (
          <Text fz="sm" className="quiet">
            {t('selfTest.text')}
          </Text>
        )}
        {progress && <JobBar progress={progress} onStop={job.stop} />}
        {result && (
          <>
            <Text fw={600} role="status" data-testid="self-test">
              {selfTestSum(result, language).join(' ')}
            </Text>
            <Table verticalSpacing={6} fz="sm">
              <Table.Tbody>
                {result.checks.map((check) => (
                  <CheckRow key={check.name} check={check} language={language} />
                ))}
              </Table.Tbody>
            </Table>
          </>
        )}
        {!progress && (
          <Group justify="flex-end" gap="xs">
            <Button variant={result ? 'default' : 'filled'} onClick={() => void start()}>
              {t(result ? 'selfTest.again' : 'selfTest.start')}
            </Button>
            {result && <Button onClick={() => save(result)}>{t('selfTest.save')}</Button>}
          </Group>
        )}
      </Stack>
    </Modal>
  )
}

function CheckRow({ check, language }: { readonly check: Checked; readonly language: string }) {
  const { what, came, seen } = checkInWords(check, language)
  const colour = COLOURS[check.state]
  return (
    <Table.Tr>
      <Table.Td w={180} fw={500}>
        {what}
      </Table.Td>
      <Table.Td w={110}>
        <Text fz="sm" {...(colour ? { c: colour } : { className: 'quiet' })}>
          {came}
        </Text>
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }} className="quiet">
        {seen}
      </Table.Td>
    </Table.Tr>
  )
}
