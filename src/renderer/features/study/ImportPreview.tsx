import { Badge, ScrollArea, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ImportPreview } from '../../../shared/contract/study.ts'
import { Refusals } from './Refusals.tsx'

/** What would come in: how much, of whom, into which split, in which light, and what is wrong. */
export function ImportPreviewView({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation()
  const { frames, masks, patientCount, patients, lights, lookedAt, problems, contactSheet } = preview
  return (
    <Stack gap="sm" data-testid="import-preview">
      <Text>
        {t('status.frames', { count: frames })}, {t('study.patientsCounted', { count: patientCount })},{' '}
        {t('study.withMasks', { count: masks })}.{' '}
        <span className="quiet">{t('study.previewLights', { count: lookedAt, ...lights })}</span>
      </Text>
      <div className="contact-sheet">
        {contactSheet.map(({ name, picture }) => (
          <figure key={name}>
            <img src={`data:image/jpeg;base64,${picture}`} alt={name} />
            <figcaption className="cut quiet" title={name}>
              {name}
            </figcaption>
          </figure>
        ))}
      </div>
      <ScrollArea.Autosize mah={220} type="auto">
        <Table verticalSpacing={4} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('library.patient')}</Table.Th>
              <Table.Th ta="right">{t('study.framesColumn')}</Table.Th>
              <Table.Th ta="right">{t('study.masksColumn')}</Table.Th>
              <Table.Th>{t('study.usedFor')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {patients.map((p) => (
              <Table.Tr key={p.patient}>
                <Table.Td maw={320} className="cut">
                  {p.patient} {p.isNew && <Badge size="xs">{t('study.isNew')}</Badge>}
                </Table.Td>
                <Table.Td ta="right">{p.frames}</Table.Td>
                <Table.Td ta="right">{p.masks}</Table.Td>
                <Table.Td>{t(`library.splits.${p.split}`)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      <Refusals files={problems} />
    </Stack>
  )
}
