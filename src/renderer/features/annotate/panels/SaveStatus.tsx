import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStored } from '../../../ui/Store.ts'
import { timeOfDay } from '../../../ui/shown.ts'
import type { Desk } from '../desk/setup/Desk.ts'
import type { SaveState } from '../saving/SaveState.ts'

type Acts = Desk['acts']

interface Props {
  readonly saving: Desk['open']['saving']
  readonly acts: Acts
}

/** Whether everything is saved, in words, and what can be done where it is not. */
export function SaveStatus({ saving, acts }: Props) {
  const { save: state } = useStored(saving, (now) => now)
  return (
    <div role="status" data-testid="save-state" data-state={state.kind}>
      <Words state={state} acts={acts} />
    </div>
  )
}

function Words({ state, acts }: { state: SaveState; acts: Acts }) {
  const { t } = useTranslation()
  const quiet = (text: string) => (
    <Text fz="sm" className="quiet">
      {text}
    </Text>
  )
  switch (state.kind) {
    case 'idle':
      return quiet(t('annotate.empty'))
    case 'saving':
      return quiet(t('annotate.saving'))
    case 'saved':
      return quiet(t('annotate.saved', { time: timeOfDay(state.at) }))
    case 'waiting':
      return <Problem text={t('annotate.waiting', { count: state.steps })} acts={acts} />
    case 'failed':
      return (
        <Problem text={t('annotate.notSaved', { why: state.why })} acts={acts}>
          <Button size="compact-sm" variant="default" onClick={acts.retry}>
            {t('annotate.retry')}
          </Button>
        </Problem>
      )
    case 'conflict':
      return (
        <Problem text={t('annotate.conflict', { count: state.steps })} acts={acts}>
          <Button size="compact-sm" variant="default" onClick={acts.keepMine}>
            {t('annotate.keepMine')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={acts.takeTheirs}>
            {t('annotate.takeTheirs')}
          </Button>
        </Problem>
      )
  }
}

function Problem({ text, acts, children }: { text: string; acts: Acts; children?: React.ReactNode }) {
  const { t } = useTranslation()
  return (
    <Stack gap={6}>
      <Text fz="sm" className="warning">
        {text}
      </Text>
      <Group gap={6}>
        {children}
        <Button size="compact-sm" variant="default" onClick={acts.rescue}>
          {t('annotate.rescue')}
        </Button>
      </Group>
    </Stack>
  )
}
