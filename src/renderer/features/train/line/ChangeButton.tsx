import { ActionIcon, Button, NumberInput, Popover } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlannedRound } from '../../../../shared/contract/planning.ts'
import { useClient } from '../../../api/EngineContext.ts'
import { showFailure } from '../../../ui/showFailure.ts'
import { WhenChoice } from './WhenChoice.tsx'
import { eveningAfter, inField, notBefore, type When } from './when.ts'

/** Gives a round in line another time or another length. */
export function ChangeButton({ planned: { id, options, notBefore: before } }: { planned: PlannedRound }) {
  const client = useClient()
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const [steps, setSteps] = useState(options.steps)
  const [when, setWhen] = useState<When>(() => ({
    kind: before === null ? 'next' : 'at',
    at: inField(before === null ? eveningAfter(new Date()) : new Date(before)),
  }))
  const earliest = notBefore(when, new Date())
  const save = () => {
    if (earliest === undefined) return
    client.planning
      .change({ id, options: { ...options, steps }, notBefore: earliest })
      .then(() => setOpened(false), showFailure)
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" width={340} trapFocus>
      <Popover.Target>
        <ActionIcon
          variant="default"
          aria-label={t('train.line.change')}
          title={t('train.line.change')}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <IconPencil size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <NumberInput
          mb="sm"
          label={t('train.steps')}
          min={1}
          max={200_000}
          step={50}
          allowDecimal={false}
          value={steps}
          onChange={(value) => setSteps(Number(value) || 1)}
        />
        <WhenChoice when={when} onChange={setWhen} />
        <Button mt="sm" onClick={save} disabled={earliest === undefined}>
          {t('train.line.save')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
