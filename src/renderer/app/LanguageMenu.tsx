import { Button, Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconLanguage } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../keyboard/Keyboard.tsx'
import { chooseLanguage, languageCodes, languages } from './texts.ts'

/**
 * The language in use, by its own name, and the choice of another; the command of the language opens it too. Each is read
 * out in its own language, for whoever understands no other.
 */
export function LanguageMenu({ isInRail = false }: { readonly isInRail?: boolean }) {
  const { t, i18n } = useTranslation()
  const [opened, setOpened] = useState(false)
  useCommands({ 'app.language': () => setOpened(true) })
  const title = t('commands.app.language')
  const inUse = languageCodes.find((code) => code === i18n.language) ?? 'en'
  const { name } = languages[inUse]
  return (
    <Menu
      opened={opened}
      onChange={setOpened}
      position={isInRail ? 'right-end' : 'top-start'}
      checkIcon={<IconCheck size={16} />}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        {isInRail ? (
          <UnstyledButton title={title}>
            <IconLanguage size={22} stroke={1.6} />
            {name}
          </UnstyledButton>
        ) : (
          <Button
            variant="subtle"
            color="gray"
            title={title}
            leftSection={<IconLanguage size={20} stroke={1.6} />}
          >
            {name}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {languageCodes.map((code) => (
          <Menu.RadioItem
            key={code}
            value={code}
            lang={code}
            checked={code === inUse}
            data-autofocus={code === inUse || undefined}
            closeMenuOnClick
            onChange={() => chooseLanguage(code)}
          >
            {languages[code].name}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
