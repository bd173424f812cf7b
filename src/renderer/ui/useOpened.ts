import { useState } from 'react'

/** Whether a part of the window is open: as it was left, on this machine, where `key` keeps it. */
export function useOpened(key: string, atFirst: () => boolean): [boolean, () => void] {
  const [opened, setOpened] = useState(() => {
    const kept = localStorage.getItem(key)
    return kept === null ? atFirst() : kept === 'true'
  })
  const toggle = () => {
    localStorage.setItem(key, String(!opened))
    setOpened(!opened)
  }
  return [opened, toggle]
}
