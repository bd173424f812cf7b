import { ActionIcon, type ActionIconProps, Tooltip } from '@mantine/core'
import { IconPhotoSearch } from '@tabler/icons-react'
import { useState } from 'react'

interface Props extends ActionIconProps {
  readonly tip: string
  /** What it is called, where that says more. */
  readonly label?: string
  readonly iconSize: number
  readonly onPress: () => void
}

/** Opens the frames alike, which cover it: its tip goes at once, and comes again with the pointer. */
export function AlikeButton({ tip, label = tip, iconSize, onPress, ...rest }: Props) {
  const [pressed, setPressed] = useState(false)
  return (
    <Tooltip label={tip} disabled={pressed}>
      <ActionIcon
        {...rest}
        aria-label={label}
        onClick={() => {
          setPressed(true)
          onPress()
        }}
        onMouseLeave={() => setPressed(false)}
      >
        <IconPhotoSearch size={iconSize} />
      </ActionIcon>
    </Tooltip>
  )
}
