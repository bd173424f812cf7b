import { Kbd, Modal, ScrollArea, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shownChord } from './chord.ts'
import { commandText } from './commandText.ts'
import { useKeyboard } from './Keyboard.tsx'

/** Every command that can be done now, found by a part of its name. */
export function CommandPalette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const keyboard = useKeyboard()
  const [search, setSearch] = useState('')
  const [place, setPlace] = useState(0)
  const wanted = search.trim().toLowerCase().split(/\s+/)
  const found = opened
    ? keyboard
        .available()
        .map((kind) => ({ kind, name: commandText(t, kind) }))
        .filter(({ name }) => wanted.every((word) => name.toLowerCase().includes(word)))
    : []
  const at = Math.min(place, found.length - 1)
  const close = () => {
    setSearch('')
    setPlace(0)
    onClose()
  }
  const run = (id: string) => {
    close()
    // After the palette is gone: what runs may want the focus.
    setTimeout(() => keyboard.run(id))
  }
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('app.closePanel') }}
      opened={opened}
      onClose={close}
      title={t('keys.palette')}
      size="md"
      yOffset="12vh"
    >
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls="palette"
        aria-activedescendant={found[at] ? `palette-${found[at].kind.id}` : undefined}
        placeholder={t('keys.search')}
        aria-label={t('keys.search')}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value)
          setPlace(0)
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setPlace(Math.min(found.length - 1, at + 1))
          else if (event.key === 'ArrowUp') setPlace(Math.max(0, at - 1))
          else if (event.key === 'Enter' && found[at]) run(found[at].kind.id)
          else return
          event.preventDefault()
        }}
      />
      <ScrollArea.Autosize mah={360} mt="sm">
        <div id="palette" role="listbox" aria-label={t('keys.palette')}>
          {found.map(({ kind, name }, i) => (
            <UnstyledButton
              key={kind.id}
              id={`palette-${kind.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              className="palette-row"
              ref={(row) => {
                if (i === at) row?.scrollIntoView({ block: 'nearest' })
              }}
              onClick={() => run(kind.id)}
            >
              <span className="cut">{name}</span>
              {keyboard.keys(kind.id).map((chord) => (
                <Kbd key={chord}>{shownChord(chord)}</Kbd>
              ))}
            </UnstyledButton>
          ))}
        </div>
        {found.length === 0 && (
          <Text fz="sm" className="quiet" p="xs">
            {t('keys.nothing')}
          </Text>
        )}
      </ScrollArea.Autosize>
    </Modal>
  )
}
