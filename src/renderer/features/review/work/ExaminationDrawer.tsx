import { Button, Drawer, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { stages } from '../../../../shared/domain/stage.ts'
import { useClient } from '../../../api/EngineContext.ts'
import { useMe } from '../../../api/useMe.ts'
import { examinationName } from '../../../ui/examinationName.ts'
import type { ScreenProps } from '../../../ui/screenProps.ts'
import { figure } from '../../../ui/shown.ts'
import { ReadersOfExamination } from './ReadersOfExamination.tsx'
import { SignPanel } from './SignPanel.tsx'
import { StageBar } from './StageBar.tsx'

interface Props {
  /** The examination that is open; undefined for none. */
  readonly id: number | undefined
  readonly onClose: () => void
  readonly go: ScreenProps['go']
}

/** One examination: its frames by stage, who reads it, and signing it. */
export function ExaminationDrawer({ id, onClose, go }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const me = useMe()
  const { data, error } = useQuery({
    queryKey: ['work-examination', id],
    queryFn: () => client.work.examination({ id: id ?? 0 }),
    enabled: id !== undefined,
  })
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={460}
      title={
        <span className="cut" title={data && examinationName(data.patient, data.examination)}>
          {data ? examinationName(data.patient, data.examination) : ''}
        </span>
      }
      closeButtonProps={{ 'aria-label': t('work.close') }}
    >
      {error && <Text className="warning">{error.message}</Text>}
      {data && id !== undefined && (
        <Stack gap="lg">
          <div>
            <StageBar counts={data.counts} />
            <ul className="stage-counts">
              {[...stages, 'skipped' as const]
                .filter((stage) => data.counts[stage] > 0)
                .map((stage) => (
                  <li key={stage}>
                    <span>{t(`work.stages.${stage}`)}</span>
                    <span className="quiet">{figure(data.counts[stage])}</span>
                  </li>
                ))}
            </ul>
            <Button
              size="xs"
              variant="default"
              mt="xs"
              onClick={() =>
                go({ screen: 'library', filter: { patient: data.patient, examination: data.examination } })
              }
            >
              {t('work.showFrames')}
            </Button>
          </div>
          <SignPanel id={id} data={data} go={go} />
          {me.can('oversee') && (
            <ReadersOfExamination id={id} isSigned={data.signOffs[0]?.says === 'signed'} />
          )}
        </Stack>
      )}
    </Drawer>
  )
}
