import { ActionIcon, Button, Tooltip, useMantineColorScheme } from '@mantine/core'
import { IconLanguage, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { switchLanguage } from './texts.ts'

/** Language and theme where there is no rail. */
export function LookButtons() {
  const { t } = useTranslation()
  const { toggleColorScheme } = useMantineColorScheme()
  return (
    <>
      <Tooltip label={t('app.theme')} position="right">
        <ActionIcon
          variant="subtle"
          color="gray"
          size={48}
          aria-label={t('app.theme')}
          onClick={() => toggleColorScheme()}
        >
          <IconSun size={20} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<IconLanguage size={20} stroke={1.6} />}
        onClick={switchLanguage}
      >
        {t('app.language')}
      </Button>
    </>
  )
}
