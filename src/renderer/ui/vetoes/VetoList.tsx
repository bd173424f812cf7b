import './vetoes.css'
import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FrameVeto } from '../../../shared/contract/vetoes.ts'
import { useClient } from '../../api/EngineContext.ts'
import { useHindrance } from '../../api/useHindrance.ts'
import { percent } from '../figureText.ts'
import { showFailure } from '../showFailure.ts'
import { moment } from '../shown.ts'
import { VetoPlace } from './VetoPlace.tsx'

interface Props {
  readonly vetoes: readonly FrameVeto[]
  /** The frame, where a small picture is to show where each region lies. */
  readonly placedOn?: number
  /** Whether those that were taken back are listed too. */
  readonly history?: boolean
}

/** What is ruled out of learning on a frame: how much, by whom and when, and the way back. */
export function VetoList({ vetoes, placedOn, history = false }: Props) {
  const client = useClient()
  const readOnly = useHindrance('label')
  const { t } = useTranslation()
  const listed = vetoes.filter(({ takenBack }) => history || takenBack === null)
  if (listed.length === 0) return null
  return (
    <ul className="vetoes" aria-label={t('veto.title')}>
      {listed.map((veto) => (
        <li key={veto.id} data-veto={veto.id} data-stands={veto.takenBack === null}>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            {placedOn !== undefined && veto.region !== null && (
              <VetoPlace frame={placedOn} region={veto.region} />
            )}
            <Text fz="sm" component="div" flex={1} className={veto.takenBack ? 'quiet' : ''}>
              {what(veto)}
              <div className="quiet veto-who">{who(veto)}</div>
            </Text>
            {veto.takenBack === null && (
              <Button
                size="compact-xs"
                variant="default"
                style={{ flex: 'none' }}
                disabled={readOnly !== null}
                onClick={() => void client.vetoes.takeBack({ veto: veto.id }).catch(showFailure)}
              >
                {t('veto.takeBack')}
              </Button>
            )}
          </Group>
        </li>
      ))}
    </ul>
  )

  function what({ region, share }: FrameVeto): string {
    return region === null ? t('veto.frame') : t('veto.region', { share: percent(share) })
  }

  function who({ reader, at, takenBack }: FrameVeto): string {
    if (takenBack === null) return t('veto.by', { reader, at: moment(at) })
    return t('veto.takenBackBy', { reader: takenBack.reader, at: moment(takenBack.at) })
  }
}
