import { NumberInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../api/EngineContext.ts'
import { useMe } from '../../../api/useMe.ts'
import { showFailure } from '../../../ui/showFailure.ts'

const MOST = 1440

/** After how long a window that nobody touches asks for the password. */
export function IdleMinutes() {
  const client = useClient()
  const { t } = useTranslation()
  const { idleMinutes = 0 } = useMe()
  const [written, setWritten] = useState<string | number>(idleMinutes)
  useEffect(() => setWritten(idleMinutes), [idleMinutes])
  const keep = () => {
    const minutes = Number(written)
    if (written === '' || !(minutes >= 0 && minutes <= MOST)) setWritten(idleMinutes)
    else if (minutes !== idleMinutes) client.people.setIdle({ minutes }).catch(showFailure)
  }
  return (
    <NumberInput
      w={250}
      label={t('people.idle')}
      description={t('people.idleText')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      min={0}
      max={MOST}
      suffix={t('people.minutes')}
      value={written}
      onChange={setWritten}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
    />
  )
}
