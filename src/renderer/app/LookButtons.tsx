import { Button } from '@mantine/core'
import { IconLanguage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ThemeButton } from './ThemeButton.tsx'
import { switchLanguage } from './texts.ts'

/** Language and theme where there is no rail. */
export function LookButtons() {
  const { t } = useTranslation()
  return (
    <>
      <ThemeButton />
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
