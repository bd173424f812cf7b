import { ActionIcon, Button, Group, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PlannedRound } from '../../../../shared/contract/planning.ts'
import { useClient } from '../../../api/EngineContext.ts'
import { inWords } from '../../../api/inWords.ts'
import { showFailure } from '../../../ui/showFailure.ts'
import { moment } from '../../../ui/shown.ts'
import { ChangeButton } from './ChangeButton.tsx'
import { waitsFor } from './when.ts'

interface Props {
  readonly planned: PlannedRound
  readonly isFirst: boolean
  readonly isLast: boolean
}

/** A round in line: what it will do, what it waits for, and what can be done about that. */
export function PlannedRow({ planned, isFirst, isLast }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const { id, options, state, notBefore } = planned
  const move = (by: number) => () => void client.planning.move({ id, by }).catch(showFailure)
  const remove = () => void client.planning.remove({ id }).catch(showFailure)
  const again = () => void client.planning.change({ id, notBefore: null }).catch(showFailure)
  return (
    <li className="planned" data-planned={state}>
      <div style={{ minWidth: 0 }}>
        <Text fz="sm" fw={600}>
          {t('train.line.round', {
            method: t(`train.name.${options.method}`, { defaultValue: options.method }),
            steps: options.steps,
            size: options.size,
          })}
        </Text>
        <Text fz="sm" className={state === 'failed' || state === 'missed' ? undefined : 'quiet'}>
          {words(planned)}
        </Text>
      </div>
      {state === 'starts' ? null : (
        <Group gap={6} wrap="nowrap" flex="none">
          {(state === 'failed' || state === 'missed') && (
            <Button size="compact-sm" variant="default" onClick={again}>
              {t(state === 'missed' ? 'train.line.startNow' : 'train.line.tryAgain')}
            </Button>
          )}
          <Act label={t('train.line.up')} isOff={isFirst} onClick={move(-1)} icon={IconArrowUp} />
          <Act label={t('train.line.down')} isOff={isLast} onClick={move(1)} icon={IconArrowDown} />
          <ChangeButton key={`${notBefore} ${options.steps}`} planned={planned} />
          <Act label={t('train.line.remove')} isOff={false} onClick={remove} icon={IconX} />
        </Group>
      )}
    </li>
  )

  function words({ problem }: PlannedRound): string {
    if (state === 'starts') return t('train.starting')
    if (problem) return t('train.line.failed', { why: inWords(problem) })
    if (state === 'missed') return t('train.line.missed', { time: notBefore && moment(notBefore) })
    return waitsFor(notBefore)
  }
}

interface Acting {
  readonly label: string
  readonly isOff: boolean
  readonly icon: typeof IconX
  onClick(): void
}

const Act = ({ label, isOff, icon: Icon, onClick }: Acting) => (
  <ActionIcon variant="default" aria-label={label} title={label} disabled={isOff} onClick={onClick}>
    <Icon size={16} />
  </ActionIcon>
)
