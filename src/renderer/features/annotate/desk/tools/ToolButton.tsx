import { ActionIcon, type FloatingPosition, Tooltip } from '@mantine/core'
import type { IconBrush } from '@tabler/icons-react'

interface Props {
  readonly label: string
  readonly icon: typeof IconBrush
  readonly on?: boolean
  readonly disabled?: boolean
  readonly side?: FloatingPosition
  readonly onClick: () => void
}

/** One icon, with its name and key. */
export function ToolButton({ label, icon: Icon, on, disabled = false, side = 'top', onClick }: Props) {
  return (
    <Tooltip label={label} position={side}>
      <ActionIcon
        variant={on ? 'filled' : 'subtle'}
        color={on ? 'teal' : 'gray'}
        size="lg"
        aria-label={label}
        {...(on === undefined ? {} : { 'aria-pressed': on })}
        disabled={disabled}
        // The keyboard's focus stays where it was: Space pans and does not press the last button again.
        onMouseDown={(event) => event.preventDefault()}
        onClick={onClick}
      >
        <Icon size={19} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
}
