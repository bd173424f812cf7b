import { ActionIcon, Tooltip } from '@mantine/core'
import type { IconBrush } from '@tabler/icons-react'

interface Props {
  readonly label: string
  readonly icon: typeof IconBrush
  readonly onHold: (held: boolean) => void
}

/** One icon that does something for as long as the pointer is down on it. */
export function HoldButton({ label, icon: Icon, onHold }: Props) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        // The keyboard's focus stays with the canvas.
        onMouseDown={(event) => event.preventDefault()}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          onHold(true)
        }}
        onLostPointerCapture={() => onHold(false)}
        // Space and Enter do the same for those who came here with Tab.
        onKeyDown={(event) => (event.key === ' ' || event.key === 'Enter') && !event.repeat && onHold(true)}
        onKeyUp={() => onHold(false)}
        onBlur={() => onHold(false)}
      >
        <Icon size={19} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
}
