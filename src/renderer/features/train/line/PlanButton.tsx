import { Button, Popover } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoundOptions } from '../../../../shared/contract/training.ts'
import { useClient } from '../../../api/EngineContext.ts'
import { showFailure } from '../../../ui/showFailure.ts'
import { WhenChoice } from './WhenChoice.tsx'
import { eveningAfter, inField, notBefore, type When } from './when.ts'

/** Puts a round in line instead of starting it now. */
export function PlanButton({ options }: { options: () => RoundOptions }) {
  const client = useClient()
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const [when, setWhen] = useState<When>(() => ({ kind: 'next', at: inField(eveningAfter(new Date())) }))
  const earliest = notBefore(when, new Date())
  const plan = () => {
    if (earliest === undefined) return
    client.planning.add({ options: options(), notBefore: earliest }).then(() => setOpened(false), showFailure)
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" width={340} trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconClock size={16} />}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {t('train.plan.later')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown data-testid="plan-round">
        <WhenChoice when={when} onChange={setWhen} />
        <Button mt="sm" onClick={plan} disabled={earliest === undefined}>
          {t('train.plan.add')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
