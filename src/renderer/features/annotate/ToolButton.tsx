import { ActionIcon, Tooltip } from '@mantine/core'
import type { IconBrush } from '@tabler/icons-react'

interface Props {
  readonly label: string
  readonly icon: typeof IconBrush
  readonly on?: boolean
  readonly disabled?: boolean
  readonly onClick: () => void
}

/** One icon of the tool bar, with its name and key. */
export function ToolButton({ label, icon: Icon, on = false, disabled = false, onClick }: Props) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={on ? 'filled' : 'subtle'}
        color={on ? 'teal' : 'gray'}
        size="lg"
        aria-label={label}
        aria-pressed={on}
        disabled={disabled}
        onClick={onClick}
      >
        <Icon size={19} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
}
