import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStudy } from '../../api/EngineContext.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import type { ClassTrust } from './classTrust.ts'
import { FramesOfClass } from './FramesOfClass.tsx'

interface Props {
  readonly trust: ClassTrust
  readonly go: ScreenProps['go']
}

/** That a class is being lost, what that means, and the frames whose labels would help most. */
export function ClassAlarm({ trust: { class: lesion, state }, go }: Props) {
  const { classes } = useStudy()
  const { t } = useTranslation()
  const name = classes[lesion]?.name ?? String(lesion)
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertTriangle />}
      title={t(state === 'lost' ? 'train.during.alarm.lost' : 'train.during.alarm.ignored', { name })}
      data-testid="class-alarm"
      data-class={lesion}
    >
      <Text fz="sm">{t('train.during.alarm.means')}</Text>
      <FramesOfClass lesion={lesion} go={go} />
    </Alert>
  )
}
