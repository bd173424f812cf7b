import { useComputedColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecentStudy } from '../../../shared/contract/study.ts'
import type { MenuEntry, SystemMenu } from '../../../shared/shell/desk.ts'
import { askDesk, isDesktop, onDesk } from '../../api/desk.ts'
import { useClient } from '../../api/EngineContext.ts'
import { useMe } from '../../api/useMe.ts'
import { shownChord } from '../../keyboard/chord.ts'
import { commandText } from '../../keyboard/commandText.ts'
import { useKeyboard } from '../../keyboard/Keyboard.tsx'
import { menus, RECENT } from './menus.ts'

/** Commands come and go one by one while a screen is built: the menu is told once they have, ms. */
const SETTLED = 150

/** Keeps the system's menu as the window is: its words, its commands, and which of them can be done now. */
export function useSystemMenu(): void {
  const client = useClient()
  const keyboard = useKeyboard()
  const { t } = useTranslation()
  // Whoever opens a study, and another one who is there, change what was opened before.
  const study = useQuery({ queryKey: ['study'], queryFn: () => client.study.current(), enabled: false })
  const { name: person, can } = useMe()
  const recent = useQuery({
    queryKey: ['recent', 'menu', study.data?.folder, person],
    queryFn: () => client.study.recent(),
    enabled: isDesktop() && can('machine'),
  })
  const studies = recent.data?.studies
  const isDark = useComputedColorScheme('dark') === 'dark'
  const shown = useRef('')
  const show = useCallback(() => {
    const question = { kind: 'menu', menu: menuOf(), isDark } as const
    const asText = JSON.stringify(question)
    if (asText === shown.current) return
    shown.current = asText
    void askDesk(question)

    function menuOf(): SystemMenu {
      const can = new Set(keyboard.available().map(({ id }) => id))
      const entryOf = (id: string): MenuEntry[] => {
        const kind = keyboard.kinds.find((one) => one.id === id)
        if (!kind) return []
        const [keys] = keyboard.keys(id)
        const shownKeys = keys === undefined ? {} : { keys: shownChord(keys) }
        return [{ kind: 'command', id, label: commandText(t, kind), enabled: can.has(id), ...shownKeys }]
      }
      return menus.map(({ name, entries }) => ({
        label: t(`menu.${name}`),
        entries: entries.flatMap((entry): SystemMenu[number]['entries'] => {
          if (entry === null) return [{ kind: 'line' }]
          if (typeof entry === 'object')
            return [{ kind: 'role', role: entry.role, label: t(`menu.roles.${entry.role}`) }]
          if (entry === RECENT)
            return [{ kind: 'menu', label: t('start.recent'), entries: recentEntries(studies ?? []) }]
          return entryOf(entry)
        }),
      }))
    }

    function recentEntries(opened: readonly RecentStudy[]): MenuEntry[] {
      return opened
        .filter(({ isGone }) => !isGone)
        .map(({ name: own, folder }) => ({ kind: 'study', label: own ?? t('opened.unnamed'), folder }))
    }
  }, [keyboard, studies, t, isDark])

  useEffect(() => {
    if (!isDesktop()) return
    let timer = setTimeout(show, SETTLED)
    const stop = keyboard.onChange(() => {
      clearTimeout(timer)
      timer = setTimeout(show, SETTLED)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [keyboard, show])

  useEffect(
    () =>
      onDesk(({ menuCommand }) => {
        if (menuCommand !== undefined) keyboard.run(menuCommand)
      }),
    [keyboard],
  )
}
