import { Group, Loader, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { AssistState } from '../../../../../shared/contract/assist.ts'
import { useStored } from '../../../../ui/Store.ts'
import type { Desk } from '../setup/Desk.ts'

/** What to do with the box in hand: draw it, wait for its region, or take it; or why there is none. */
export function BoxHint({ desk: { open, assist } }: { desk: Desk }) {
  const { t } = useTranslation()
  const { proposal } = useStored(open.state, (now) => ({ proposal: now.proposal }))
  if (assist.off !== undefined)
    return (
      <Text fz="xs" lh={1.3} className="warning" role="status" data-testid="box-off">
        {assist.off}
      </Text>
    )
  const hint = proposal === 'waiting' ? waitText(t, assist.state) : t(HINTS[proposal])
  return (
    <Group gap="xs" wrap="nowrap" miw={0}>
      {proposal === 'waiting' && <Loader size={14} aria-hidden />}
      <Text fz="sm" className="quiet cut" title={hint} role="status">
        {hint}
      </Text>
    </Group>
  )
}

const HINTS = { none: 'annotate.hint.box', standing: 'annotate.hint.boxStands' } as const

/** What is waited for, and for how long where that is known. */
function waitText(t: TFunction, state: AssistState | undefined): string {
  if (state?.kind !== 'reading') return t('annotate.hint.boxWaits')
  const { seconds } = state
  return seconds === null
    ? t('annotate.hint.boxReads')
    : t('annotate.hint.boxReadsFor', { seconds: Math.max(1, Math.ceil(seconds)) })
}
