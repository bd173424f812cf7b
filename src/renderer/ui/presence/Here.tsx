import './presence.css'
import { Popover, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useOthers } from '../../api/Presence.tsx'
import { useMe } from '../../api/useMe.ts'
import { initials } from './initials.ts'

/** How many people have the study open, and who; nothing where one is alone. */
export function Here() {
  const { t } = useTranslation()
  const { people } = useOthers()
  const { name: mine = '' } = useMe()
  if (people.length === 0) return null
  const all = [{ name: mine, away: false, isMine: true }, ...people.map((one) => ({ ...one, isMine: false }))]
  return (
    <Popover position="top-end" width={280} shadow="md">
      <Popover.Target>
        <UnstyledButton className="here-button">{t('server.here', { count: all.length })}</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className="here-list" aria-label={t('server.here', { count: all.length })}>
          {all.map(({ name, away, isMine }) => (
            <li key={`${name} ${isMine}`}>
              <span className="initials" data-away={away}>
                {initials(name)}
              </span>
              <span className="cut" style={{ flex: 1 }} title={name}>
                {name}
              </span>
              {(isMine || away) && <span className="quiet">{t(isMine ? 'server.you' : 'server.away')}</span>}
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
