import { Button } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Verdict } from '../../../shared/contract/training.ts'

/** Leads back up to the form of the next round. */
export function StartAgain({ verdict }: { verdict: Verdict | null }) {
  const { t } = useTranslation()
  const isAlarming = (verdict?.alarms.length ?? 0) > 0
  return (
    <Button
      size="compact-sm"
      variant="default"
      rightSection={<IconArrowUp size={14} />}
      onClick={() => {
        const first = document.querySelector<HTMLElement>('.time-card')
        first?.scrollIntoView({ block: 'center' })
        first?.focus()
      }}
    >
      {t(isAlarming ? 'train.next.tryLonger' : 'train.next.nextRound')}
    </Button>
  )
}
