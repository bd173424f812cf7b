import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../../shared/contract/training.ts'
import { useStudy } from '../../api/EngineContext.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { FramesOfClass } from './FramesOfClass.tsx'
import { alarmText } from './report/verdictText.ts'

interface Props {
  readonly alarms: readonly Alarm[]
  /** The newest round leads to frames; what is wrong with earlier ones is past mending. */
  readonly isNewest: boolean
  readonly go: ScreenProps['go']
}

/** What speaks against a model, in plain words, and which frames to label for the classes that it does not find. */
export function Alarms({ alarms, isNewest, go }: Props) {
  const { classes } = useStudy()
  const { t } = useTranslation()
  if (alarms.length === 0) return null
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertTriangle />}
      title={t('train.alarm.title')}
      data-testid="alarm"
    >
      {alarms.map((alarm) => (
        <div key={`${alarm.kind} ${'class' in alarm ? alarm.class : ''}`}>{alarmText(t, alarm, classes)}</div>
      ))}
      {isNewest && notFound(alarms).map((lesion) => <FramesOfClass key={lesion} lesion={lesion} go={go} />)}
    </Alert>
  )
}

/** Lesion classes that were missed, or found no better than by chance. */
const notFound = (alarms: readonly Alarm[]): number[] =>
  alarms.flatMap((alarm) => (alarm.kind === 'missed' || alarm.kind === 'chance' ? [alarm.class] : []))
