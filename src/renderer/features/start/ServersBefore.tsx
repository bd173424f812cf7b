import { ActionIcon, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { KnownServer } from '../../../shared/shell/servers.ts'
import { moment } from '../../ui/shown.ts'

interface Props {
  readonly servers: readonly KnownServer[]
  readonly onOpen: (origin: string) => void
  readonly onForget: (origin: string) => void
}

/** Servers opened before from this computer, the last one first. */
export function ServersBefore({ servers, onOpen, onForget }: Props) {
  const { t } = useTranslation()
  if (servers.length === 0) return null
  return (
    <div>
      <div className="section-name">{t('server.known')}</div>
      <ul className="opened-before">
        {servers.map(({ origin, openedAt }) => (
          <li key={origin}>
            <UnstyledButton className="opened-study" onClick={() => onOpen(origin)}>
              <Text fz="sm" fw={600} className="cut">
                {origin}
              </Text>
              <Text fz="sm" className="quiet cut">
                {t('server.openedAt', { moment: moment(openedAt) })}
              </Text>
            </UnstyledButton>
            <Tooltip label={t('server.forgetText')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('server.forget', { address: origin })}
                onClick={() => onForget(origin)}
              >
                <IconX size={16} />
              </ActionIcon>
            </Tooltip>
          </li>
        ))}
      </ul>
    </div>
  )
}
