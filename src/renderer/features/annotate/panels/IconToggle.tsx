import { ActionIcon, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  /** What a click does. */
  readonly label: string
  readonly on: boolean
  readonly side?: 'top' | 'left'
  readonly onToggle: () => void
  readonly children: ReactNode
}

/** A small icon that something is on or off by. */
export function IconToggle({ label, on, side = 'top', onToggle, children }: Props) {
  return (
    <Tooltip label={label} position={side}>
      <ActionIcon
        size="sm"
        variant="subtle"
        color={on ? 'teal' : 'gray'}
        aria-label={label}
        aria-pressed={on}
        // The keyboard's focus stays with the canvas.
        onMouseDown={(event) => event.preventDefault()}
        onClick={onToggle}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  )
}
