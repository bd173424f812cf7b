import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient } from '../api/EngineContext.ts'
import { Installed } from '../features/install/Installed.tsx'
import { Allowed } from '../ui/Allowed.tsx'
import { showFailure } from '../ui/showFailure.ts'

interface Props {
  readonly opened: boolean
  readonly onClose: () => void
  readonly onUpdate: (file: string) => void
}

const ROWS = ['version', 'data', 'log', 'platform', 'node'] as const

/** What this LoCo Studio is and where its own things lie, and a report for whoever helps. */
export function AboutDialog({ opened, onClose, onUpdate }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const about = useQuery({ queryKey: ['about'], queryFn: () => client.machine.about(), enabled: opened })
  const report = useMutation({ mutationFn: () => client.machine.report(), onError: showFailure })
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('app.closePanel') }}
      opened={opened}
      onClose={onClose}
      title={t('about.title')}
      size={640}
    >
      <Stack gap="md">
        {about.error && <Text c="orange">{t('app.gone')}</Text>}
        <Table layout="fixed" verticalSpacing={8}>
          <Table.Tbody>
            {ROWS.map((row) => (
              <Table.Tr key={row}>
                <Table.Th w={150} fw={400} className="quiet">
                  {t(`about.${row}`)}
                </Table.Th>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{about.data?.[row] ?? '…'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Installed onUpdate={onUpdate} />
        <Allowed to="machine">
          <Text fz="sm" className="quiet">
            {t('about.reportText')}
          </Text>
        </Allowed>
        {report.data && (
          <Text fz="sm" style={{ overflowWrap: 'anywhere' }} role="status">
            {t('about.saved', { file: report.data.file })}
          </Text>
        )}
        <Allowed to="machine">
          <Group justify="flex-end">
            <Button variant="default" loading={report.isPending} onClick={() => report.mutate()}>
              {t('about.report')}
            </Button>
          </Group>
        </Allowed>
      </Stack>
    </Modal>
  )
}
