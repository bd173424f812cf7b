import { Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconLock, IconLockOpen2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { IGNORE } from '../../../../shared/domain/labelClass.ts'
import { useStudy } from '../../../api/EngineContext.ts'
import { type PaintRules, toggledLock } from '../../../editor/rules.ts'
import { shownChord } from '../../../keyboard/chord.ts'
import { useKeyboard } from '../../../keyboard/Keyboard.tsx'
import { IconToggle } from './IconToggle.tsx'

interface Props {
  readonly value: number
  readonly rules: PaintRules
  readonly colours: readonly string[]
  /** A locked class has just kept its pixels. */
  readonly flashing: boolean
  readonly onTake: (value: number) => void
  readonly onRules: (rules: PaintRules) => void
}

/** The classes to paint with, and which of them are locked. */
export function ClassList({ value, rules, colours, flashing, onTake, onRules }: Props) {
  const { t } = useTranslation()
  const { classes } = useStudy()
  const { keys } = useKeyboard()
  const rows = [
    ...classes.map(({ name }, c) => ({ name, c, colour: colours[c] ?? '#777777', id: `class.${c}` })),
    { name: t('annotate.ignore'), c: IGNORE, colour: '#777777', id: 'class.ignore' },
  ]
  return (
    <Stack gap={2} role="radiogroup" aria-label={t('annotate.classes')}>
      {rows.map(({ name, c, colour, id }) => {
        const locked = rules.locked.includes(c)
        const label = t(locked ? 'annotate.unlock' : 'annotate.lock', { name })
        return (
          <div key={id} className="class-row" data-on={value === c} data-flashing={flashing && locked}>
            <UnstyledButton
              role="radio"
              aria-checked={value === c}
              aria-label={name}
              className="class-name"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onTake(c)}
            >
              <Group gap={10} wrap="nowrap">
                <Text fz="sm" className="quiet" w={10}>
                  {shownChord(keys(id)[0] ?? '')}
                </Text>
                <span className="swatch" style={{ background: colour }} />
                <span className="cut">{name}</span>
              </Group>
            </UnstyledButton>
            <IconToggle label={label} on={locked} side="left" onToggle={() => onRules(toggledLock(rules, c))}>
              {locked ? <IconLock size={15} /> : <IconLockOpen2 size={15} className="faint" />}
            </IconToggle>
          </div>
        )
      })}
    </Stack>
  )
}
