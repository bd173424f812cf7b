import './settle.css'
import { Text, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureFrom } from '../../../api/client.ts'
import { useClient } from '../../../api/EngineContext.ts'
import { useMe } from '../../../api/useMe.ts'
import type { ScreenProps } from '../../../ui/screenProps.ts'
import { SettleFrame } from './SettleFrame.tsx'

/** The frames that readers differ on, and one of them with its masks side by side. */
export function Settle({ go }: ScreenProps) {
  const client = useClient()
  const { t } = useTranslation()
  const { name, can } = useMe()
  const [frame, setFrame] = useState<number>()
  // News of what was settled a moment ago may still be on their way.
  const [settledHere, setSettledHere] = useState<readonly number[]>([])
  const { data, error } = useQuery({
    queryKey: ['unsettled'],
    queryFn: () => client.settling.waiting({}),
    enabled: can('settle'),
  })
  if (name !== undefined && !can('settle')) return <Text className="quiet">{t('settling.notYours')}</Text>
  if (error) return <Text c="orange">{failureFrom(error).message}</Text>
  if (frame !== undefined) {
    const goOn = () => {
      const settled = [...settledHere, frame]
      setSettledHere(settled)
      setFrame(data?.find((other) => !settled.includes(other.frame))?.frame)
    }
    return (
      <SettleFrame
        key={frame}
        frame={frame}
        onBack={() => setFrame(undefined)}
        onSettled={goOn}
        onPaint={() => go({ screen: 'annotate', frame })}
      />
    )
  }
  if (!data) return null
  if (data.length === 0) return <Text className="quiet">{t('settling.none')}</Text>
  return (
    <>
      <Text fz="sm" className="quiet" mb="sm">
        {t('settling.intro')}
      </Text>
      <ul className="unsettled" aria-label={t('settling.frames')}>
        {data.map(({ frame: id, name, patient, readers }) => (
          <li key={id}>
            <UnstyledButton className="unsettled-row" onClick={() => setFrame(id)}>
              <strong className="cut" title={name}>
                {name}
              </strong>
              <span className="quiet cut">{patient}</span>
              <span className="unsettled-readers">{readers.join(' · ')}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </>
  )
}
