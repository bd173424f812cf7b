import { ActionIcon, Tooltip, useMantineColorScheme } from '@mantine/core'
import { IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Changes between light and dark. */
export function ThemeButton() {
  const { t } = useTranslation()
  const { toggleColorScheme } = useMantineColorScheme()
  return (
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
  )
}
