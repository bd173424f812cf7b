import { UnstyledButton } from '@mantine/core'
import { IconDeviceDesktop } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { backToThisComputer, isServerInApp } from '../api/servers.ts'

/** The way from a server back to the app's own page, in the rail of the desktop app; a browser has its own ways. */
export function LeaveServer() {
  const { t } = useTranslation()
  if (!isServerInApp()) return null
  return (
    <UnstyledButton
      onClick={backToThisComputer}
      title={t('server.back')}
      style={{ textAlign: 'center', lineHeight: 1.2 }}
    >
      <IconDeviceDesktop size={22} stroke={1.6} />
      {t('server.backShort')}
    </UnstyledButton>
  )
}
