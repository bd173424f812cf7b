import './keyboard.css'
import { Button, Group, Kbd, Modal, Select, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { conflictsOf, keysOf, rebound } from './bindings.ts'
import type { CommandKind } from './CommandKind.ts'
import { chordOf, shownChord } from './chord.ts'
import { commandText } from './commandText.ts'
import { useKeyboard } from './Keyboard.tsx'
import { presetNames } from './presets.ts'

interface Props {
  readonly opened: boolean
  /** Whether the keys can be changed, or only looked at. */
  readonly editing: boolean
  readonly onEdit: () => void
  readonly onClose: () => void
}

/** All keys by group, made from the same list as everything else; in the settings each can be given other keys. */
export function KeySheet({ opened, editing, onEdit, onClose }: Props) {
  const { t } = useTranslation()
  const { kinds, choice, choose } = useKeyboard()
  const [listening, setListening] = useState<CommandKind>()
  const groups = [...new Set(kinds.map(({ group }) => group))]
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('app.closePanel') }}
      opened={opened}
      onClose={onClose}
      title={t(editing ? 'keys.settings' : 'keys.sheet')}
      size={920}
    >
      <Group mb="md" justify="space-between">
        {editing ? (
          <>
            <Select
              label={t('keys.preset')}
              value={choice.preset}
              allowDeselect={false}
              data={presetNames.map((value) => ({ value, label: t(`keys.presets.${value}`) }))}
              onChange={(preset) => {
                const found = presetNames.find((name) => name === preset)
                if (found) choose({ preset: found, own: {} })
              }}
            />
            <Button variant="default" onClick={() => choose({ ...choice, own: {} })}>
              {t('keys.reset')}
            </Button>
          </>
        ) : (
          <>
            <Text fz="sm" className="quiet">
              {t('keys.sheetText')}
            </Text>
            <Button variant="default" onClick={onEdit}>
              {t('keys.change')}
            </Button>
          </>
        )}
      </Group>
      <div className="key-groups">
        {groups.map((group) => (
          <section key={group}>
            <h3 className="section-name">{t(`keys.groups.${group}`)}</h3>
            {kinds
              .filter((kind) => kind.group === group)
              .map((kind) => (
                <Row
                  key={kind.id}
                  kind={kind}
                  editing={editing}
                  listening={listening?.id === kind.id}
                  onListen={() => setListening(kind)}
                  onClear={() => choose(rebound(kinds, choice, kind.id, []))}
                />
              ))}
          </section>
        ))}
      </div>
      {listening && <Listener command={listening} onEnd={() => setListening(undefined)} />}
    </Modal>
  )
}

interface RowProps {
  readonly kind: CommandKind
  readonly editing: boolean
  readonly listening: boolean
  readonly onListen: () => void
  readonly onClear: () => void
}

function Row({ kind, editing, listening, onListen, onClear }: RowProps) {
  const { t } = useTranslation()
  const { choice } = useKeyboard()
  const name = commandText(t, kind)
  const keys = keysOf(kind, choice)
  return (
    <div className="key-row">
      <Text fz="sm" className="cut" title={name}>
        {name}
      </Text>
      <Group gap={4} wrap="nowrap">
        {keys.map((chord) => (
          <Kbd key={chord}>{shownChord(chord)}</Kbd>
        ))}
        {editing && (
          <>
            <Button
              size="compact-xs"
              variant={listening ? 'filled' : 'subtle'}
              aria-label={t('keys.setFor', { name })}
              onClick={onListen}
            >
              {t(listening ? 'keys.press' : 'keys.set')}
            </Button>
            {keys.length > 0 && (
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                aria-label={t('keys.clearFor', { name })}
                onClick={onClear}
              >
                {t('keys.clear')}
              </Button>
            )}
          </>
        )}
      </Group>
    </div>
  )
}

/** Takes the next key for a command; one that does something already is asked about first. */
function Listener({ command, onEnd }: { command: CommandKind; onEnd: () => void }) {
  const { t } = useTranslation()
  const { kinds, choice, choose } = useKeyboard()
  const [chord, setChord] = useState<string>()
  const conflicts = chord === undefined ? [] : conflictsOf(kinds, choice, command.id, [chord])
  useEffect(() => {
    if (chord !== undefined) return
    const take = (event: KeyboardEvent) => {
      event.preventDefault()
      event.stopPropagation()
      if (['Control', 'Shift', 'Meta'].includes(event.key)) return
      const pressed = chordOf(event)
      if (pressed === 'Escape') return onEnd()
      if (conflictsOf(kinds, choice, command.id, [pressed]).length > 0) return setChord(pressed)
      choose(rebound(kinds, choice, command.id, [pressed]))
      onEnd()
    }
    window.addEventListener('keydown', take, true)
    return () => window.removeEventListener('keydown', take, true)
  }, [chord, kinds, choice, choose, command.id, onEnd])
  if (chord === undefined) return null
  return (
    <div className="key-conflict" role="alert">
      <Text fz="sm">
        {t('keys.conflict', {
          key: shownChord(chord),
          other: conflicts.map((kind) => commandText(t, kind)).join(', '),
        })}
      </Text>
      <Group gap="xs">
        <Button
          size="compact-sm"
          data-autofocus
          onClick={() => {
            choose(rebound(kinds, choice, command.id, [chord]))
            onEnd()
          }}
        >
          {t('keys.take')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onEnd}>
          {t('keys.leave')}
        </Button>
      </Group>
    </div>
  )
}
