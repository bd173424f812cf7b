import './work.css'
import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudy } from '../../../api/EngineContext.ts'
import { useMe } from '../../../api/useMe.ts'
import type { ScreenProps } from '../../../ui/screenProps.ts'
import { Examinations } from './Examinations.tsx'
import { MyLists } from './MyLists.tsx'
import type { Only } from './only.ts'
import { ReaderTable } from './ReaderTable.tsx'
import { ShareForm } from './ShareForm.tsx'

/** Who has what to read and to review: one's own lists first, then all of the study. */
export function Work({ go }: ScreenProps) {
  const { frames } = useStudy()
  const { t } = useTranslation()
  const me = useMe()
  const [only, setOnly] = useState<Only>('all')
  if (frames === 0)
    return (
      <Stack align="center" mt={64} gap="xs">
        <Text fw={600}>{t('work.noFrames')}</Text>
        <Text className="quiet">{t('work.noFramesText')}</Text>
        <Button mt="xs" onClick={() => go({ screen: 'study' })}>
          {t('work.toStudy')}
        </Button>
      </Stack>
    )
  return (
    <Stack gap="md">
      <MyLists go={go} onToSign={() => setOnly('ready')} />
      {me.can('oversee') && <ShareForm />}
      <Examinations only={only} onOnly={setOnly} go={go} />
      {me.can('oversee') && <ReaderTable />}
    </Stack>
  )
}
