import { Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Warning } from '../../../shared/contract/training.ts'
import { inWords } from '../../api/inWords.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { Fold } from './Fold.tsx'
import { Remedies } from './Remedies.tsx'

/** Warnings that are seen without being asked for. */
const AT_ONCE = 3

interface Props {
  readonly warnings: readonly Warning[]
  readonly go: ScreenProps['go']
}

/** What will make a round worth less, the gravest first, each with what to do about it. */
export function Warnings({ warnings, go }: Props) {
  const { t } = useTranslation()
  if (warnings.length === 0) return null
  const rest = warnings.slice(AT_ONCE)
  return (
    <div className="warnings" data-testid="warnings">
      <div className="section-name">{t('train.warnings', { count: warnings.length })}</div>
      <List warnings={warnings.slice(0, AT_ONCE)} go={go} />
      {rest.length > 0 && (
        <Fold title={t('train.moreWarnings', { count: rest.length })}>
          <List warnings={rest} go={go} />
        </Fold>
      )}
    </div>
  )
}

function List({ warnings, go }: Props) {
  return (
    <ul>
      {warnings.map(({ reason, remedy }) => (
        <li key={inWords(reason)} data-warning={reason.name}>
          <IconAlertTriangle size={16} className="warning" aria-hidden="true" />
          <Text fz="sm">{inWords(reason)}</Text>
          <Remedies remedy={remedy} go={go} />
        </li>
      ))}
    </ul>
  )
}
