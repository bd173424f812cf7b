import './presence.css'
import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Present } from '../../../shared/contract/presence.ts'
import { useOthers } from '../../api/Presence.tsx'
import { initials } from './initials.ts'

/** So many are shown one by one; the rest as a number. */
const SHOWN = 3

/** Who else is on a frame; `isUnnamed` where somebody is of whom no more may be said. */
function useOnFrame(frame: number): { readonly people: readonly Present[]; readonly isUnnamed: boolean } {
  const { people, somebodyOn } = useOthers()
  return {
    people: people.filter(({ frames }) => frames.includes(frame)),
    isUnnamed: somebodyOn.includes(frame),
  }
}

/** Who else is on a frame, by their initials. */
export function OnFrame({ frame }: { readonly frame: number }) {
  const { t } = useTranslation()
  const { people, isUnnamed } = useOnFrame(frame)
  if (people.length === 0 && !isUnnamed) return null
  const words = wordsFor(people)
  const more = people.slice(SHOWN)
  return (
    <span className="on-frame" role="status" aria-label={words ?? t('server.somebodyHere')}>
      {isUnnamed && (
        <Tooltip label={t('server.somebodyHere')}>
          <span className="initials">?</span>
        </Tooltip>
      )}
      {people.slice(0, SHOWN).map(({ name, away }) => (
        <Tooltip key={name} label={t(away ? 'server.onFrameAway' : 'server.onFrame', { name })}>
          <span className="initials" data-away={away}>
            {initials(name)}
          </span>
        </Tooltip>
      ))}
      {more.length > 0 && (
        <Tooltip label={wordsFor(more)}>
          <span className="initials">+{more.length}</span>
        </Tooltip>
      )}
    </span>
  )

  function wordsFor(some: readonly Present[]): string | undefined {
    const names = some.map(({ name }) => name)
    if (names.length === 0) return undefined
    return t('server.onFrame', { name: names.join(t('server.and')) })
  }
}

/** The same as a dot on a small picture. */
export function OnFrameDot({ frame }: { readonly frame: number }) {
  const { t } = useTranslation()
  const { people, isUnnamed } = useOnFrame(frame)
  if (people.length === 0 && !isUnnamed) return null
  const name = people.map((one) => one.name).join(t('server.and'))
  const words = name === '' ? t('server.somebodyHere') : t('server.onFrame', { name })
  return <span className="on-frame-dot" role="img" aria-label={words} title={words} />
}
