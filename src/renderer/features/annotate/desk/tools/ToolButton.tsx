import { ActionIcon, type FloatingPosition, Tooltip } from '@mantine/core'
import type { IconBrush } from '@tabler/icons-react'

interface Props {
  readonly label: string
  readonly icon: typeof IconBrush
  readonly on?: boolean
  readonly disabled?: boolean
  /** Why it can do nothing now: it is grey, and says so. */
  readonly refusal?: string | undefined
  readonly side?: FloatingPosition
  readonly onClick: () => void
}

/** One icon, with its name and key. */
export function ToolButton(props: Props) {
  const { label, icon: Icon, on, disabled = false, refusal, side = 'top', onClick } = props
  const isRefused = refusal !== undefined
  return (
    <Tooltip
      label={isRefused ? `${label}: ${refusal}` : label}
      position={side}
      multiline={isRefused}
      maw={320}
    >
      <ActionIcon
        variant={on ? 'filled' : 'subtle'}
        color={on ? 'teal' : 'gray'}
        size="lg"
        aria-label={label}
        {...(on === undefined ? {} : { 'aria-pressed': on })}
        disabled={disabled}
        // One that is disabled hears of no pointer, and could not say why.
        {...(isRefused ? { 'aria-disabled': true, 'data-disabled': true } : {})}
        // The keyboard's focus stays where it was: Space pans and does not press the last button again.
        onMouseDown={(event) => event.preventDefault()}
        onClick={isRefused ? undefined : onClick}
      >
        <Icon size={19} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
}
